import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { simulatedHost, type CommandHandler, type Platform, type RunResult } from '@cowork-mdm/machine'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openMarketplaces, splay, splayOffsetMs, type Marketplaces } from '../src/index.js'
import { contents, machine, seenByApp } from './support/machine.js'
import { makeRepository, marketplace, plugin, top } from './support/repository.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const isRoot = process.getuid?.() === 0
const answer = (exitCode: number, stdout = ''): RunResult => ({
  exitCode,
  stdout: Buffer.from(stdout),
  stderr: Buffer.alloc(0),
})

interface Simulated {
  platform: Platform
  commands?: Record<string, CommandHandler>
  files?: Record<string, unknown>
  disk?: Record<string, string>
}

/** A simulated machine on which this machine's git runs. */
async function simulated({ platform, commands = {}, files = {}, disk = {} }: Simulated) {
  const root = folderInMemory()
  for (const [path, text] of Object.entries(disk)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const facts = { platform, now: '2026-10-02T08:00:00Z', administrator: true, files }
  writeFileSync(join(root, 'host.json'), JSON.stringify(facts))
  const host = await simulatedHost(root, { realCommands: ['git'], commands })
  return { root, host, open: (options = {}) => openMarketplaces(host, { allowInsecure: true, ...options }) }
}

describe('a Mac', () => {
  const tools = { 'xcode-select': () => answer(0, '/Library/Developer/CommandLineTools\n') }

  test('has clones beside org-plugins, and links in it', async () => {
    const { root, open } = await simulated({ platform: 'darwin', commands: tools })
    const repository = makeRepository(folderInMemory())
    const commit = repository.commit(marketplace('one'))
    await open().add(repository.url)
    const clones = '/Library/Application Support/cowork-mdm/marketplaces'
    const files = contents(root)
    expect(files['Library/Application Support/Claude/org-plugins/one']).toBe(`-> ${clones}/market/current/plugins/one`)
    expect(files[`${clones.slice(1)}/market/current`]).toBe(`-> versions/${commit}`)
    repository.commit({ ...marketplace('one'), ...plugin('one', { text: 'Does more.' }) })
    expect(await open().update()).toMatchObject({ changed: true })
    expect(await open().verify()).toMatchObject({ ok: true })
    expect(await open().update()).toMatchObject({ changed: false })
  })

  test('without the developer tools: git is not run, as its stand-in opens an installer', async () => {
    let asked = false
    const git = () => ((asked = true), answer(0))
    const { open } = await simulated({ platform: 'darwin', commands: { 'xcode-select': () => answer(2), git } })
    await expect(open().add('owner/name')).rejects.toMatchObject({
      code: 'git-missing',
      hint: expect.stringContaining('xcode-select --install'),
    })
    expect(asked).toBe(false)
  })
})

describe('Windows', () => {
  test('has copies, a protected folder, and a file that says which version counts', async () => {
    const calls: (readonly string[])[] = []
    const icacls: CommandHandler = (args) => (calls.push(args), answer(0))
    const { root, open } = await simulated({ platform: 'win32', commands: { icacls } })
    const repository = makeRepository(folderInMemory())
    const first = repository.commit({
      ...marketplace('one', 'two'),
      'plugins/one/link.md': { link: 'skills/one/SKILL.md' },
    })
    await open().add(repository.url)
    const clones = 'C:\\Program Files\\cowork-mdm\\marketplaces'
    expect(calls).toEqual([
      [clones, '/setowner', '*S-1-5-32-544', '/q'],
      [clones, '/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F', '/q'],
    ])
    const store = 'C/Program Files/cowork-mdm/marketplaces/market'
    const orgPlugins = join(root, 'C/Program Files/Claude/org-plugins')
    expect(readFileSync(join(root, store, 'current'), 'utf8')).toBe(`${first}\n`)
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.', two: 'Does it.' })
    expect(readFileSync(join(orgPlugins, 'one/link.md'), 'utf8')).toContain('Does it.')
    const second = repository.commit({ ...marketplace('one'), ...plugin('one', { text: 'Does more.' }) })
    expect(await open().update()).toMatchObject({ placement: { replaced: ['one'], removed: ['two'] } })
    expect(readFileSync(join(root, store, 'current'), 'utf8')).toBe(`${second}\n`)
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does more.' })
    expect(await open().rollback('market')).toMatchObject({ to: first })
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.', two: 'Does it.' })
    expect(await open().verify()).toMatchObject({ ok: true })
  })

  test('has the hashes that other platforms have, programs as well', async () => {
    const folder = folderInMemory()
    const program = { program: '#!/bin/sh\n' }
    const tool = makeRepository(folder, 'tool')
    const sha = tool.commit({ ...top('tool'), 'bin/tool': program })
    const repository = makeRepository(folder)
    const commit = (text: string) =>
      repository.commit({
        ...plugin('own', { text }),
        'plugins/own/run.sh': program,
        'plugins/own/plain.sh': '#!/bin/sh\n',
        '.claude-plugin/marketplace.json': JSON.stringify({
          name: 'market',
          owner: { name: 'IT' },
          plugins: [
            { name: 'own', source: './plugins/own' },
            { name: 'tool', source: { source: 'url', url: tool.url, sha } },
          ],
        }),
      })
    const { root, open } = await simulated({ platform: 'win32', commands: { icacls: () => answer(0) } })
    const linux = machine()
    const hashes = async (store: Marketplaces) =>
      (await store.list()).marketplaces[0]!.plugins.map(({ name, hash }) => [name, hash])
    commit('First.')
    await linux.open().add(repository.url)
    await open().add(repository.url)
    expect(await hashes(open())).toEqual(await hashes(linux.open()))
    expect((await open().list()).marketplaces[0]!.plugins.map(({ executables }) => executables)).toEqual([
      ['run.sh'],
      ['bin/tool'],
    ])
    expect((await linux.open().list()).marketplaces[0]!.plugins[0]).not.toHaveProperty('executables')
    expect(await open().verify()).toMatchObject({ ok: true })
    const version = (at: string) => readFileSync(join(at, 'tool/version.json'), 'utf8')
    const orgPlugins = join(root, 'C/Program Files/Claude/org-plugins')
    expect(version(orgPlugins)).toBe(version(linux.orgPlugins))

    // What is pinned as before is taken from the disk, which does not tell what is a program.
    commit('Second.')
    rmSync(tool.folder, { recursive: true })
    await linux.open().update()
    expect(await open().update()).toMatchObject({ placement: { replaced: ['own'] } })
    expect(await hashes(open())).toEqual(await hashes(linux.open()))
    expect(await open().verify()).toMatchObject({ ok: true })
    await open().rollback('market')
    expect(await open().verify()).toMatchObject({ ok: true })
    writeFileSync(join(orgPlugins, 'own/run.sh'), 'edited')
    expect(await open().verify()).toMatchObject({ findings: [{ code: 'plugin-changed', plugin: 'own' }] })
  })

  test.each([
    ['clones', 'C:\\Program Files\\cowork-mdm\\marketplaces', '--clones'],
    ['org-plugins', 'C:\\Program Files\\Claude\\org-plugins', '--org-plugins'],
  ])('with a folder of %s that users can write: refused', async (_, folder, option) => {
    const place = `${folder.replace('C:\\', 'C/').replaceAll('\\', '/')}`
    const { root, open } = await simulated({
      platform: 'win32',
      commands: { icacls: () => answer(0) },
      disk: { [`${place}/.keep`]: '' },
      files: { [folder]: { list: 'O:BAD:(A;;FA;;;BA)(A;OICI;0x1301bf;;;BU)' } },
    })
    execFileSync('rm', [join(root, place, '.keep')])
    const repository = makeRepository(folderInMemory())
    repository.commit(marketplace('one'))
    await expect(open().add(repository.url)).rejects.toMatchObject({
      code: 'untrusted-folder',
      message: expect.stringContaining('Users can change'),
      hint: expect.stringContaining(option),
    })
    expect(seenByApp(join(root, 'C/Program Files/Claude/org-plugins'))).toEqual({})
  })
})

test('a machine without git: said, and what does without', async () => {
  const { host, open } = machine()
  const without = { ...host, run: async (_: string, args: readonly string[]) => await host.run('no-such-git', args) }
  await expect(openMarketplaces(without).add('owner/name')).rejects.toMatchObject({
    code: 'git-missing',
    hint: expect.stringContaining('--sha256'),
  })
  const folder = folderInMemory()
  mkdirSync(join(folder, 'skills/one'), { recursive: true })
  writeFileSync(join(folder, 'SKILL.md'), '---\nname: one\ndescription: x\n---\n')
  for (const [path, text] of Object.entries(plugin('one'))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  expect(await open().add(folder, { name: 'local' })).toMatchObject({ changed: true })
})

describe.runIf(isRoot)('as root', () => {
  test.each([
    ['that everybody can write', 0o777, 0],
    ['of somebody else', 0o755, 65534],
  ])('clones in a folder %s: refused', async (_, mode, owner) => {
    const { folder, clones, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    mkdirSync(clones)
    chownSync(clones, owner, 0)
    chmodSync(clones, mode)
    await expect(open().add(repository.url)).rejects.toMatchObject({ code: 'untrusted-folder' })
    expect(contents(clones)).toEqual({})
  })

  test('what HOME of whoever called sudo says does not count', async () => {
    const { folder, host, clones } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    const home = join(folder, 'home')
    mkdirSync(home)
    writeFileSync(join(home, '.gitconfig'), `[url "file:///nowhere/"]\n\tinsteadOf = file://\n`)
    const open = (uid: number) => {
      chownSync(home, uid, uid)
      const env = { ...host.env, HOME: home }
      const run: typeof host.run = async (name, args, options) =>
        await host.run(name, args, { ...options, env: { HOME: home, ...options?.env } })
      return openMarketplaces({ ...host, env, run }, { clones, allowInsecure: true })
    }
    expect(await open(65534).add(repository.url)).toMatchObject({ changed: true })
    // Root's own settings count.
    await expect(open(0).update({ name: 'market' })).rejects.toMatchObject({ code: 'repository-gone' })
  })
})

const canMount =
  isRoot &&
  process.platform === 'linux' &&
  execFileSync('sh', ['-c', 'mount --bind / /mnt 2>/dev/null && umount /mnt && echo yes || true']).length > 0

describe.runIf(canMount)('a disk', () => {
  test('that is full: the old set stays whole, and room that is made is used', async () => {
    const { folder, clones, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    mkdirSync(clones)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1200k,mode=0755', 'tmpfs', clones])
    onTestFinished(() => void execFileSync('umount', [clones]))
    await open().add(repository.url)
    const noise = Buffer.from(Array.from({ length: 2_000_000 }, (_, index) => (index * 2654435761) >>> 13))
    repository.commit({
      ...marketplace('one', 'two'),
      ...plugin('one', { text: 'Does more.' }),
      'plugins/two/noise': noise,
    })
    const before = contents(folder)
    await expect(open().update({ name: 'market' })).rejects.toMatchObject({ code: 'disk-full' })
    expect(contents(folder)).toEqual(before)
    expect(await open().verify()).toMatchObject({ ok: true })
    repository.commit({ ...marketplace('one', 'two'), ...plugin('one', { text: 'Does more.' }) })
    expect(await open().update()).toMatchObject({ changed: true })
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does more.', two: 'Does it.' })
  })

  test('for org-plugins that is read-only: nothing is switched, and all is undone', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one', 'two'))
    await open().add(repository.url)
    repository.commit({ ...marketplace('one', 'three'), ...plugin('one', { text: 'Does more.' }) })
    execFileSync('mount', ['--bind', orgPlugins, orgPlugins])
    execFileSync('mount', ['-o', 'remount,ro,bind', orgPlugins])
    const before = contents(folder)
    try {
      await expect(open().update({ name: 'market' })).rejects.toMatchObject({ code: 'permission-denied' })
      expect(contents(folder)).toEqual(before)
      expect(await open().verify()).toMatchObject({ ok: true })
      expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.', two: 'Does it.' })
    } finally {
      execFileSync('umount', [orgPlugins])
    }
    expect(await open().update()).toMatchObject({ changed: true })
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does more.', three: 'Does it.' })
  })
})

describe('signatures', () => {
  test('of commits and tags, by the signers that count', async () => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    const unsigned = repository.commit(marketplace('one'))
    const key = (name: string) => {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)])
      return readFileSync(join(folder, `${name}.pub`), 'utf8')
    }
    const allowedSigners = join(folder, 'signers')
    writeFileSync(allowedSigners, `it@example.com ${key('it')}`)
    key('other')
    const signing = (name: string) => [
      ...['-c', 'gpg.format=ssh', '-c', `user.signingKey=${join(folder, name)}`],
      ...['-c', 'user.name=IT', '-c', 'user.email=it@example.com'],
    ]
    const signed = (name: string) =>
      repository.git(...signing(name), 'commit-tree', '-S', '-m', 'signed', '-p', unsigned, `${unsigned}^{tree}`)
    repository.git('branch', 'good', signed('it'))
    repository.git('branch', 'foreign', signed('other'))
    repository.git(...signing('it'), 'tag', '-s', '-m', 'v1', 'v1', unsigned)
    const strict = open({ verifySignatures: true, allowedSigners })
    for (const ref of [undefined, 'main', 'foreign', unsigned]) {
      await expect(strict.add(repository.url, { ref })).rejects.toMatchObject({ code: 'signature-missing' })
    }
    await expect(open({ verifySignatures: true }).add(repository.url, { ref: 'good' })).rejects.toMatchObject({
      code: 'signature-missing',
    })
    expect(await strict.add(repository.url, { name: 'commit', ref: 'good' })).toMatchObject({ changed: true })
    expect(await strict.add(repository.url, { name: 'tag', ref: 'v1' })).toMatchObject({
      marketplace: { revision: unsigned },
    })
    expect(await strict.add(repository.url, { name: 'ref', ref: 'refs/tags/v1' })).toMatchObject({ changed: true })
    // What was signed as v1 and is served as v2 is an old release under a new name.
    repository.git('update-ref', 'refs/tags/v2', repository.git('rev-parse', 'refs/tags/v1'))
    await expect(strict.add(repository.url, { ref: 'v2' })).rejects.toMatchObject({
      code: 'signature-missing',
      message: 'Expected a signed tag v2, found one that was signed as "v1".',
    })
  })

  test('what came before they were asked for is looked at too; a tag on what is there counts', async () => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    const commit = repository.commit(marketplace('one'))
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'it', '-f', join(folder, 'it')])
    const allowedSigners = join(folder, 'signers')
    writeFileSync(allowedSigners, `it@example.com ${readFileSync(join(folder, 'it.pub'), 'utf8')}`)
    const options = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${join(folder, 'it')}`]
    const who = ['-c', 'user.name=IT', '-c', 'user.email=it@example.com']
    repository.git(...options, ...who, 'tag', '-s', '-m', 'v1', 'v1', commit)
    await open().add(repository.url)
    const strict = open({ verifySignatures: true, allowedSigners })
    const missing = { code: 'signature-missing' }
    await expect(strict.add(repository.url)).rejects.toMatchObject(missing)
    await expect(strict.update({ name: 'market' })).rejects.toMatchObject(missing)
    expect(await strict.update()).toMatchObject({ changed: false, marketplaces: [{ error: missing }] })
    expect(await strict.add(repository.url, { ref: 'v1' })).toMatchObject({ marketplace: { revision: commit } })
    expect(await strict.add(repository.url, { ref: 'v1' })).toMatchObject({ changed: false })
    expect((await strict.update()).marketplaces).toEqual([expect.not.objectContaining({ error: expect.anything() })])
  })
})

describe('the share of a machine in --splay', () => {
  test('is its own, always the same, and spread evenly', () => {
    const offsets = Array.from({ length: 10_000 }, (_, index) => splayOffsetMs(`machine-${index}`, 600))
    expect(splayOffsetMs('machine-7', 600)).toBe(offsets[7])
    expect(offsets.every((offset) => offset >= 0 && offset < 600_000)).toBe(true)
    const perMinute = Array.from(
      { length: 10 },
      (_, minute) => offsets.filter((offset) => Math.floor(offset / 60_000) === minute).length,
    )
    // A thousand in each minute, give or take four standard deviations.
    expect(perMinute.filter((count) => Math.abs(count - 1000) > 120)).toEqual([])
  })

  test.each<[Platform, Partial<Simulated>]>([
    ['linux', { disk: { 'etc/machine-id': '0123456789abcdef\n' } }],
    ['darwin', { commands: { ioreg: () => answer(0, '  "IOPlatformUUID" = "0123"\n') } }],
    ['win32', { commands: { reg: () => answer(0, '\r\n    MachineGuid    REG_SZ    0123\r\n') } }],
  ])('on %s is waited for, and the wait can be ended', async (platform, more) => {
    const { host } = await simulated({ platform, ...more })
    await splay(host, 0.01)
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('enough')), 20)
    await expect(splay(host, 86_400, stop.signal)).rejects.toThrow('enough')
  })
})
