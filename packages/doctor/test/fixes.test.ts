import { statSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CoworkError, type Host } from '@cowork-mdm/machine'
import { describe, expect, it } from 'vitest'
import { runDoctor } from '../src/index.js'
import type { CheckId } from '../src/checks.js'
import { openScenario } from './support/open-scenario.js'

const MANAGED = '/etc/claude-desktop/managed-settings.json'

interface Case {
  scenario: string
  check: CheckId
  did: RegExp[]
  backups: number
}

const CASES: Case[] = [
  {
    scenario: 'linux-file-writable',
    check: 'managed-access',
    did: [
      /^Gave \/etc\/claude-desktop to root with mode 0755; it was 0755 of user 1000 and group 1000\.$/,
      /^Gave \/etc\/claude-desktop\/managed-settings\.json to root with mode 0644; it was 0664 of user 0 and group 0\.$/,
    ],
    backups: 2,
  },
  {
    scenario: 'linux-file-for-root',
    check: 'managed-access',
    did: [/managed-settings\.json to root with mode 0644; it was 0600/],
    backups: 1,
  },
  {
    scenario: 'darwin-no-plugins-folder',
    check: 'plugins-folder',
    did: [/^Made the folder \/Library\/Application Support\/Claude\/org-plugins\.$/],
    backups: 0,
  },
  {
    scenario: 'win32-no-plugins-folder',
    check: 'plugins-folder',
    did: [/^Made the folder C:\\Program Files\\Claude\\org-plugins\.$/],
    backups: 0,
  },
  {
    scenario: 'darwin-plugins-links',
    check: 'plugins-dangling',
    did: [/^Removed the link \/Library\/.*\/org-plugins\/gone, /],
    backups: 1,
  },
  {
    scenario: 'darwin-plugins-broken',
    check: 'plugins-version-file',
    did: [/^Wrote 1\.0\.0\+[0-9a-f]{16} into .*helpdesk\/version\.json\.$/],
    backups: 1,
  },
  {
    scenario: 'win32-plugins-broken',
    check: 'plugins-version-file',
    did: [/^Wrote 1\.0\.0\+[0-9a-f]{16} into .*helpdesk\\version\.json\.$/],
    backups: 1,
  },
]

/** A host that fails at one of its operations. */
function failing(host: Host, name: 'write' | 'protect' | 'remove' | 'makeFolder', code: string): Host {
  const fail = () => Promise.reject(new CoworkError(code, `Cannot do that: ${code}.`))
  return { ...host, [name]: fail }
}

describe.each(CASES)('$check in $scenario', ({ scenario, check, did, backups }) => {
  const only = [check]

  it('is mended, looked at again, and mended once', async () => {
    const { host } = await openScenario(scenario)
    const before = await runDoctor(host, { only })
    expect(before.checks[0]).toMatchObject({ fixAvailable: true })
    const { checks, summary } = await runDoctor(host, { only, fix: true })
    const [result] = checks
    expect(result!.fixed!.failure).toBeUndefined()
    const told = result!.fixed!.deeds.map((deed) => deed.did)
    expect(told).toHaveLength(did.length)
    for (const [index, text] of told.entries()) expect(text).toMatch(did[index]!)
    expect(summary.fixed).toBe(1)
    expect(result!.fixAvailable).toBe(false)
    // What was not this tool's to mend is still told.
    if (scenario !== 'darwin-plugins-links') expect(result!.status).toBe('ok')

    const again = await runDoctor(host, { only, fix: true })
    expect(again.checks[0]!.fixed).toBeUndefined()
  })

  it('keeps what was there before, for administrators alone', async () => {
    const { host, folder } = await openScenario(scenario)
    const { checks } = await runDoctor(host, { only, fix: true })
    const kept = checks[0]!.fixed!.deeds.flatMap(({ backup }) => backup ?? [])
    expect(kept).toHaveLength(backups)
    for (const path of kept) {
      const facts = await host.stat(path)
      expect(facts).toMatchObject({ type: 'file', ...(host.platform !== 'win32' && { mode: 0o600, uid: 0 }) })
      if (host.platform !== 'win32') expect(statSync(host.path(path)).mode & 0o777).toBe(0o600)
    }
    expect(folder).toBeTruthy()
  })

  it('needs an administrator, and changes nothing without one', async () => {
    const { host } = await openScenario(scenario)
    const nobody: Host = { ...host, administrator: false }
    await expect(runDoctor(nobody, { only, fix: true })).rejects.toMatchObject({
      code: 'permission-denied',
      message: expect.stringContaining(check) as string,
    })
    expect((await runDoctor(host, { only })).checks[0]).toMatchObject({ fixAvailable: true })
  })

  it.each(['write', 'protect', 'remove', 'makeFolder'] as const)(
    'tells that it could not %s, and has lost nothing',
    async (name) => {
      const { host } = await openScenario(scenario)
      const { checks } = await runDoctor(failing(host, name, 'disk-full'), { only, fix: true })
      const [result] = checks
      const { deeds, failure } = result!.fixed!
      // An operation that this fix does not need fails nobody.
      if (failure === undefined) expect(deeds).toHaveLength(did.length)
      else {
        expect(failure).toContain('disk-full')
        expect(deeds.length).toBeLessThan(did.length)
        // Once the disk has room again, the rest is done.
        const later = await runDoctor(host, { only, fix: true })
        expect(later.checks[0]!.fixed!.deeds.length).toBeGreaterThan(0)
        expect(later.checks[0]!.fixAvailable).toBe(false)
      }
    },
  )
})

describe('fixes', () => {
  it('never remove a link that this tool did not make', async () => {
    const { host } = await openScenario('darwin-plugins-links')
    await runDoctor(host, { only: ['plugins-dangling'], fix: true })
    const names = (await host.list('/Library/Application Support/Claude/org-plugins')).map(({ name }) => name)
    expect(names).toEqual(['foreign', 'helpdesk', 'shared'])
  })

  it('keep the bytes of a file whose mode they change', async () => {
    const { host } = await openScenario('linux-file-writable')
    const before = await host.read('/etc/claude-desktop/managed-settings.json')
    const { checks } = await runDoctor(host, { only: ['managed-access'], fix: true })
    const backup = checks[0]!
      .fixed!.deeds.map((deed) => deed.backup!)
      .find((path) => path.endsWith('managed-settings.json'))!
    expect(await host.read(backup)).toEqual(before)
    expect(await host.read('/etc/claude-desktop/managed-settings.json')).toEqual(before)
  })

  it.each([
    ['a user’s own', { mode: 0o644, owner: { uid: 1000, gid: 1000 } }],
    ['everybody’s to write', { mode: 0o666, owner: { uid: 0, gid: 0 } }],
    ['a group’s to write', { mode: 0o664, owner: { uid: 0, gid: 100 } }],
  ])('do not make everybody’s settings of a file that is %s', async (_, access) => {
    const { host } = await openScenario('linux-file-writable')
    await host.protect('/etc/claude-desktop', { mode: 0o755, owner: { uid: 0, gid: 0 } })
    await host.protect(MANAGED, access)
    const { checks } = await runDoctor(host, { only: ['managed-access'], fix: true })
    expect(checks[0]).toMatchObject({ status: 'error', fixAvailable: false })
    expect(checks[0]!.fixed).toBeUndefined()
    expect(checks[0]!.advice).not.toMatch(/ch(?:own|mod)/)
    expect(await host.stat(MANAGED)).toMatchObject({ mode: access.mode, ...access.owner })
  })

  it('nor of one that a user puts there while it is looked at', async () => {
    const { host } = await openScenario('linux-file-writable')
    const late: Host = {
      ...host,
      protect: async (path, access) => {
        await host.protect(path, access)
        if (path !== MANAGED) await host.protect(MANAGED, { mode: 0o644, owner: { uid: 1000, gid: 1000 } })
      },
    }
    const { checks } = await runDoctor(late, { only: ['managed-access'], fix: true })
    expect(checks[0]!.fixed!.failure).toContain('others could write it')
    expect(await host.stat(MANAGED)).toMatchObject({ uid: 1000 })
  })

  it('write down where a copy belongs, whose the file was, and its mode', async () => {
    const { host } = await openScenario('linux-file-writable')
    const { checks } = await runDoctor(host, { only: ['managed-access'], fix: true })
    const copy = checks[0]!.fixed!.deeds[1]!.backup!
    const folder = '/var/lib/cowork-mdm/backups'
    const records = await Promise.all(
      (await host.list(folder))
        .filter(({ name }) => name.endsWith('before.json'))
        .map(async ({ name }) => JSON.parse((await host.read(`${folder}/${name}`)).toString()) as object),
    )
    expect(records).toContainEqual({ path: MANAGED, copy, mode: '0664', uid: 0, gid: 0 })
  })

  it('find another name where somebody else mends in the same second', async () => {
    const { host } = await openScenario('linux-file-for-root')
    let first = true
    const crowded: Host = {
      ...host,
      write: async (path, bytes, options) => {
        if (first) await host.write(path, 'of another one')
        first = false
        await host.write(path, bytes, options)
      },
    }
    const { checks } = await runDoctor(crowded, { only: ['managed-access'], fix: true })
    expect(checks[0]!.fixed!.failure).toBeUndefined()
    expect((await host.read(checks[0]!.fixed!.deeds[0]!.backup!)).toString()).toContain('inferenceProvider')
  })

  it('leave a link alone that stands where the managed file should', async () => {
    const { host, folder } = await openScenario('linux-file-link')
    const { checks } = await runDoctor(host, { only: ['managed-access'], fix: true })
    expect(checks[0]).toMatchObject({ status: 'error', fixAvailable: false })
    expect(checks[0]!.fixed).toBeUndefined()
    expect(readFileSync(join(folder, 'home/ann/settings.json'), 'utf8')).toContain('gateway')
  })

  it('mend the other plugins where one is a user’s', async () => {
    const { host } = await openScenario('darwin-plugins-broken')
    const folder = '/Library/Application Support/Claude/org-plugins'
    for (const name of ['a', 'z']) {
      for (const part of ['', '/.claude-plugin']) await host.makeFolder(`${folder}/${name}${part}`)
      await host.write(`${folder}/${name}/.claude-plugin/plugin.json`, JSON.stringify({ name, version: '1.0.0' }))
      await host.write(`${folder}/${name}/version.json`, 'nothing')
    }
    await host.protect(`${folder}/a`, { owner: { uid: 501, gid: 20 } })
    const { checks } = await runDoctor(host, { only: ['plugins-version-file'], fix: true })
    const { deeds, failure } = checks[0]!.fixed!
    expect(failure).toContain(`${folder}/a, which belongs to user 501`)
    expect(deeds.map(({ did }) => did).join()).toMatch(/helpdesk\/version\.json.*\/z\/version\.json/)
    expect((await host.read(`${folder}/a/version.json`)).toString()).toBe('nothing')
  })

  it('write nothing in a folder of plugins that users can write in', async () => {
    const { host } = await openScenario('darwin-plugins-broken')
    const folder = '/Library/Application Support/Claude/org-plugins'
    await host.protect(folder, { mode: 0o777 })
    const { checks } = await runDoctor(host, { only: ['plugins-version-file'], fix: true })
    expect(checks[0]!.fixed!.failure).toMatch(/others|users|can (?:change|write)/i)
    expect(checks[0]!.fixed!.deeds).toEqual([])
  })
})
