import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, lstatSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { migrate } from '../src/index.js'
import { contents, machine, seenByApp } from './support/machine.js'
import { makeRepository, marketplace, plugin, type Committed } from './support/repository.js'

/** A machine as the predecessor left it: a clone in org-plugins, and links beside it. */
function before(files: Record<string, Committed> = marketplace('one', 'two'), links = ['one', 'two']) {
  const found = machine()
  const repository = makeRepository(found.folder, 'team')
  const commit = repository.commit(files)
  const clone = join(found.orgPlugins, 'team')
  execFileSync('git', ['clone', '--quiet', '--depth=1', repository.url, clone])
  for (const name of links) symlinkSync(join(clone, 'plugins', name), join(found.orgPlugins, name))
  const { clones, orgPlugins, host } = found
  const options = { clones, orgPlugins, allowInsecure: true, backOff: { firstMs: 1 } }
  return { ...found, repository, commit, clone, run: async (yes: boolean) => await migrate(host, { ...options, yes }) }
}

describe('migrate', () => {
  test('tells what it would do, and does nothing', async () => {
    const { folder, clone, commit, repository, run } = before()
    const files = contents(folder)
    expect(await run(false)).toEqual({
      changed: true,
      dryRun: true,
      clones: [{ name: 'team', path: clone, url: repository.url, commit, links: ['one', 'two'], state: 'migrates' }],
    })
    expect(contents(folder)).toEqual(files)
  })

  test('adopts clones and links at the commit that is checked out, and can be run again', async () => {
    const { clones, orgPlugins, clone, commit, repository, run, open } = before()
    repository.commit({ ...marketplace('one', 'two'), ...plugin('one', { text: 'Later.' }) })
    expect(await run(true)).toMatchObject({
      changed: true,
      dryRun: false,
      clones: [{ name: 'team', state: 'migrated' }],
    })
    expect(existsSync(clone)).toBe(false)
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.', two: 'Does it.' })
    for (const name of ['one', 'two'])
      expect(readlinkSync(join(orgPlugins, name))).toBe(join(clones, 'team/current/plugins', name))
    expect((await open().list()).marketplaces).toMatchObject([
      { name: 'team', source: { kind: 'git', url: repository.url }, revision: commit },
    ])
    expect(await open().verify()).toMatchObject({ ok: true })
    expect(await run(true)).toEqual({ changed: false, dryRun: false, clones: [] })
    // It follows the branch again.
    await open().update()
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Later.', two: 'Does it.' })
  })

  test('a plugin of the name of the clone gets its place', async () => {
    const { orgPlugins, run } = before(marketplace('team', 'two'), ['two'])
    await run(true)
    expect(lstatSync(join(orgPlugins, 'team')).isSymbolicLink()).toBe(true)
    expect(seenByApp(orgPlugins)).toEqual({ team: 'Does it.', two: 'Does it.' })
  })

  test('completes what was interrupted before the clone was removed', async () => {
    const { folder, orgPlugins, clone, repository, run, open } = before()
    await open().add(repository.url, { name: 'team' })
    expect(existsSync(clone)).toBe(true)
    expect(await run(true)).toMatchObject({ changed: true, clones: [{ state: 'migrated' }] })
    expect(existsSync(clone)).toBe(false)
    expect(readdirSync(orgPlugins)).toEqual(['one', 'two'])
    expect(existsSync(join(folder, 'app/.cowork-mdm-staging'))).toBe(false)
  })

  test('leaves folders and links alone that are no clones', async () => {
    const { orgPlugins, folder, run } = before()
    symlinkSync(join(folder, 'elsewhere'), join(orgPlugins, 'foreign'))
    execFileSync('mkdir', ['-p', join(orgPlugins, 'own/.claude-plugin')])
    await run(true)
    expect(readdirSync(orgPlugins)).toEqual(['foreign', 'one', 'own', 'two'])
  })

  test.each<[what: string, change: (found: ReturnType<typeof before>) => void, code: string]>([
    ['was edited', ({ clone }) => appendFileSync(join(clone, 'plugins/one/skills/one/SKILL.md'), 'x'), 'clone-changed'],
    ['has a file of its own', ({ clone }) => appendFileSync(join(clone, 'notes.txt'), 'x'), 'clone-changed'],
    [
      'has a commit that was never pushed',
      ({ clone }) => {
        appendFileSync(join(clone, 'new'), 'x')
        for (const args of [
          ['add', '.'],
          ['-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '-qm', 'x'],
        ])
          execFileSync('git', args, { cwd: clone })
      },
      'commit-gone',
    ],
    [
      'has no origin',
      ({ clone }) => execFileSync('git', ['remote', 'remove', 'origin'], { cwd: clone }),
      'not-adoptable',
    ],
    [
      'has a password in its origin',
      ({ clone }) =>
        execFileSync('git', ['remote', 'set-url', 'origin', 'https://me:hunter2@example.com/x.git'], { cwd: clone }),
      'secret-in-source',
    ],
    [
      'has an origin that would run something',
      ({ clone }) => execFileSync('git', ['config', 'remote.origin.url', 'ext::touch /tmp/x'], { cwd: clone }),
      'bad-source',
    ],
    [
      'has a repository that is gone',
      ({ repository }) => execFileSync('rm', ['-r', repository.folder]),
      'repository-gone',
    ],
  ])('keeps a clone that %s, and everything as it was', async (_what, change, code) => {
    const found = before()
    change(found)
    const files = contents(found.orgPlugins)
    const result = await found.run(true)
    expect(result).toMatchObject({ changed: false, clones: [{ state: 'kept', reason: { code } }] })
    expect(JSON.stringify(result)).not.toContain('hunter2')
    expect(contents(found.orgPlugins)).toEqual(files)
  })

  test('runs nothing that the settings of a clone name', async () => {
    const found = before()
    const trap = join(found.folder, 'trapped')
    const config = (name: string, value: string) => execFileSync('git', ['config', name, value], { cwd: found.clone })
    config('core.fsmonitor', `touch ${trap}`)
    config('filter.x.clean', `touch ${trap}; cat`)
    config('core.sshCommand', `touch ${trap}`)
    config('credential.helper', `!touch ${trap}`)
    config('remote.origin.uploadpack', `touch ${trap}`)
    config('remote.origin.vcs', 'ext')
    config('url.ext::touch.insteadOf', 'file:')
    appendFileSync(join(found.clone, '.git/info/attributes'), '* filter=x\n')
    expect(await found.run(true)).toMatchObject({ clones: [{ state: 'migrated' }] })
    expect(existsSync(trap)).toBe(false)
  })
})
