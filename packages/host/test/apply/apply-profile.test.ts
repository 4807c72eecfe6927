import { decode } from '@cowork-mdm/encoder'
import { latestSchema, listed, redact } from '@cowork-mdm/schema'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyProfile, effectiveSettings, listBackups, type ApplyOptions } from '../../src/index.js'
import { CLAUDE, DEVICE_FILES, machine, PLATFORMS, snapshot } from '../support/machine.js'
import { openMachine } from '../support/open-machine.js'
import { A, B, profileOf } from '../support/profiles.js'
import { readStore, writeStore } from '../support/simulated-registry.js'

const document = await latestSchema()
const options: ApplyOptions = { document }

const TARGETS = {
  darwin: { kind: 'file', path: '/Library/Managed Preferences/com.anthropic.claudefordesktop.plist', scope: 'device' },
  linux: { kind: 'file', path: '/etc/claude-desktop/managed-settings.json', scope: 'device' },
  win32: { kind: 'registry', path: 'HKLM\\SOFTWARE\\Policies\\Claude', scope: 'device' },
} as const

const BACKUPS = {
  darwin: '/Library/Application Support/cowork-mdm/backups',
  linux: '/var/lib/cowork-mdm/backups',
  win32: 'C:\\Program Files\\cowork-mdm\\backups',
} as const

const FROM_A_TO_B = [
  { kind: 'added', key: 'autoUpdaterEnforcementHours', after: 24 },
  { kind: 'removed', key: 'coworkEgressAllowedHosts', before: ['a.example', 'both.example'] },
  { kind: 'added', key: 'deploymentDisplayName', after: 'B says "b\\b"' },
  { kind: 'removed', key: 'disableAutoUpdates', before: true },
  {
    kind: 'changed',
    key: 'inferenceGatewayApiKey',
    before: 'sk-the-secret-of-a',
    after: 'sk-the-secret-of-b',
    inside: [{ pointer: '', kind: 'changed' }],
  },
  {
    kind: 'changed',
    key: 'inferenceGatewayBaseUrl',
    before: 'https://a.example',
    after: 'https://b.example',
    inside: [{ pointer: '', kind: 'changed' }],
  },
]

describe.each(PLATFORMS)('%s', (platform) => {
  test('a profile is applied where nothing was, and its result is plain JSON', async () => {
    const { root, host } = await machine(platform)
    const result = await applyProfile(host, profileOf({ inferenceProvider: 'gateway' }), options)
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      changed: true,
      dryRun: false,
      target: TARGETS[platform],
      changes: [{ kind: 'place-created' }, { kind: 'added', key: 'inferenceProvider', after: 'gateway' }],
      backup: {
        id: '0001',
        path: `${BACKUPS[platform]}${platform === 'win32' ? '\\' : '/'}0001.record.json`,
      },
      notes: [],
      warnings: [],
      verified: true,
    })
    expect(readFileSync(join(root, DEVICE_FILES[platform]), 'utf8')).toContain('inferenceProvider')
  })

  test('what was applied is in effect, as reading the machine tells', async () => {
    const { host } = await machine(platform)
    await applyProfile(host, A, options)
    const { effective } = await effectiveSettings(host, { document })
    const found = effective.settings.map(({ key, value, source }) => ({ key, value, source }))
    const expected = A.settings.map(({ name, value }) => ({ key: name, value, source: 'managed-device' }))
    expect(found).toEqual(expected.sort((left, right) => (left.key < right.key ? -1 : 1)))
    expect(effective.trouble).toEqual([])
  })

  test('settings that are no longer in the profile go, and every change is told', async () => {
    const { host } = await machine(platform)
    await applyProfile(host, A, options)
    const result = await applyProfile(host, B, options)
    expect(result).toMatchObject({ changed: true, changes: FROM_A_TO_B, backup: { id: '0002' } })
    expect(result.changes).toHaveLength(FROM_A_TO_B.length)
    expect(await applyProfile(host, B, options)).toMatchObject({ changed: false, changes: [] })
  })

  test('what is there already is not written again: not one file is touched', async () => {
    const { root, host } = await machine(platform)
    await applyProfile(host, A, options)
    const before = snapshot(root, { without: ['C/Windows/Temp'] })
    const again = await applyProfile(host, A, options)
    expect(again).toEqual({
      changed: false,
      dryRun: false,
      target: TARGETS[platform],
      changes: [],
      backup: null,
      notes: [],
      warnings: [],
      verified: true,
    })
    expect(snapshot(root, { without: ['C/Windows/Temp'] })).toEqual(before)
  })

  test.each([
    ['where nothing is', undefined],
    ['over other settings', A],
  ])('a dry run %s computes the same and touches nothing', async (_, present) => {
    const calls: string[] = []
    const { root, host } = await machine(platform, { onRun: (call) => calls.push(call) })
    if (present) await applyProfile(host, present, options)
    calls.length = 0
    const before = snapshot(root, { without: ['C/Windows/Temp'] })
    const dry = await applyProfile(host, B, { ...options, dryRun: true })
    expect(snapshot(root, { without: ['C/Windows/Temp'] })).toEqual(before)
    expect(calls.filter((call) => !/^reg (?:export|query) /.test(call))).toEqual([])
    expect(dry).toMatchObject({ changed: false, dryRun: true, backup: null, verified: false })
    const real = await applyProfile(host, B, options)
    expect({ ...real, changed: false, dryRun: true, backup: null, verified: false }).toEqual(dry)
  })

  test('a backup holds what was there, for administrators alone, and says of what it is', async () => {
    const { root, host } = await machine(platform)
    await applyProfile(host, A, options)
    const first = readFileSync(join(root, DEVICE_FILES[platform]))
    const result = await applyProfile(host, B, options)
    const backups = await listBackups(host)
    expect(backups).toMatchObject([
      {
        id: '0002',
        before: 'apply',
        made: '2026-10-02T08:00:00.000Z',
        place: { path: TARGETS[platform].path, scope: 'device' },
      },
      { id: '0001', before: 'apply' },
    ])
    expect(backups[1]).not.toHaveProperty('file')
    const kept = await host.read(result.backup!.path)
    if (platform !== 'win32') {
      expect(kept).toEqual(first)
      expect(await host.stat(result.backup!.path)).toMatchObject({ mode: 0o600, uid: 0, gid: 0 })
      expect(await host.stat(BACKUPS[platform])).toMatchObject({ mode: 0o700, uid: 0, gid: 0 })
    }
    const { settings } = decode({ path: 'backup', bytes: kept }, { document, format: formatOf(platform) }).profile
    expect(settings.map(({ name, value }) => ({ name, value }))).toEqual(A.settings)
  })

  test('who is no administrator is told what to run; nothing is done', async () => {
    const { root, host } = await machine(platform, { facts: { administrator: false } })
    const before = snapshot(root, { without: ['C/Windows/Temp'] })
    await expect(
      applyProfile(host, A, { ...options, commandLine: 'cowork-mdm profile apply a.yaml' }),
    ).rejects.toMatchObject({
      code: 'permission-denied',
      hint:
        platform === 'win32'
          ? 'Run it in a terminal that was opened with "Run as administrator": cowork-mdm profile apply a.yaml'
          : 'Run it as root: sudo cowork-mdm profile apply a.yaml',
    })
    expect(snapshot(root, { without: ['C/Windows/Temp'] })).toEqual(before)
    // Looking is allowed.
    expect(await applyProfile(host, A, { ...options, dryRun: true })).toMatchObject({ dryRun: true })
  })

  test.each([
    ['invalid-profile', profileOf({ inferenceProvider: 'gatewy' }), /found "gatewy"\. Did you mean gateway\?/],
    [
      'unresolved-placeholder',
      profileOf({ inferenceGatewayBaseUrl: 'https://REPLACE_GATEWAY_HOST' }),
      /inferenceGatewayBaseUrl/,
    ],
    [
      'unresolved-placeholder',
      profileOf({ managedMcpServers: [{ name: 'x', transport: 'http', url: 'https://REPLACE_HOST' }] }),
      /managedMcpServers/,
    ],
    ['reference-refused', { settings: [referenceTo('KEY')] }, /inferenceGatewayApiKey/],
  ])('%s is refused before anything is touched', async (code, profile, message) => {
    const { root, host } = await machine(platform)
    const before = snapshot(root)
    await expect(applyProfile(host, profile, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
    expect(snapshot(root)).toEqual(before)
  })

  test('references are filled in, and checked as what they stand for without being shown', async () => {
    const { root, host } = await machine(platform)
    const profile = { settings: [referenceTo('KEY')] }
    await applyProfile(host, profile, { ...options, resolveReference: ({ name }) => `resolved ${name}` })
    expect(readFileSync(join(root, DEVICE_FILES[platform]), 'utf8')).toContain('resolved KEY')
    const url = { settings: [{ ...referenceTo('URL'), name: 'inferenceGatewayBaseUrl' }] }
    const failure = applyProfile(host, url, { ...options, resolveReference: () => 'no url, and secret' })
    await expect(failure).rejects.toMatchObject({
      code: 'invalid-profile',
      message: expect.not.stringContaining('secret'),
    })
    const open = applyProfile(host, profile, { ...options, resolveReference: () => 'REPLACE_KEY' })
    await expect(open).rejects.toMatchObject({ code: 'unresolved-placeholder' })
  })

  test('secrets stand where redaction finds them', async () => {
    const { host } = await machine(platform)
    await applyProfile(host, A, options)
    const result = await applyProfile(host, B, options)
    expect(JSON.stringify(redact(result, document))).not.toMatch(/the-secret-of/)
  })
})

describe.each(['darwin', 'linux'] as const)('%s', (platform) => {
  const path = TARGETS[platform].path
  const file = DEVICE_FILES[platform]

  test('the file and its folder are root’s, readable by everybody', async () => {
    const { host } = await machine(platform)
    await applyProfile(host, A, options)
    expect(await host.stat(path)).toMatchObject({ type: 'file', mode: 0o644, uid: 0, gid: 0 })
    const folder = path.slice(0, path.lastIndexOf('/'))
    expect(await host.stat(folder)).toMatchObject({ type: 'folder', mode: 0o755, uid: 0 })
  })

  test('a file of the wrong owner or mode is put right, though its settings are', async () => {
    const { host } = await machine(platform)
    await applyProfile(host, A, options)
    await host.protect(path, { mode: 0o666, owner: { uid: 501, gid: 20 } })
    expect(await applyProfile(host, A, options)).toMatchObject({
      changed: true,
      changes: [{ kind: 'access-changed', found: '0666 of user 501', demanded: '0644 of root' }],
    })
    expect(await host.stat(path)).toMatchObject({ mode: 0o644, uid: 0 })
    expect((await listBackups(host))[0]).toMatchObject({ mode: 0o666, uid: 501 })
  })

  test('what cannot be read is replaced as a whole, with a warning and a backup', async () => {
    const { host } = await machine(platform, { files: { [file]: 'broken {' } })
    const result = await applyProfile(host, A, options)
    expect(result.warnings).toMatchObject([{ code: 'unreadable-before' }])
    expect((await host.read(result.backup!.path)).toString()).toBe('broken {')
  })

  test('a link at the place, or a folder, is refused', async () => {
    const linked = await machine(platform, { files: { 'tmp/x': '{}' } })
    await linked.host.makeFolder(path.slice(0, path.lastIndexOf('/')))
    await linked.host.link(path, '/tmp/x')
    await expect(applyProfile(linked.host, A, options)).rejects.toMatchObject({ code: 'link-not-followed' })
    const { root, host } = await machine(platform)
    mkdirSync(join(root, file), { recursive: true })
    await expect(applyProfile(host, A, options)).rejects.toMatchObject({ code: 'not-a-file' })
  })

  test('what reads back otherwise is an error that shows no secret and says how to go back', async () => {
    const { host } = await machine(platform)
    const meddling = {
      ...host,
      write: (name: string, bytes: Uint8Array | string, how?: object) =>
        host.write(name, name === path ? '{"inferenceProvider": "vertex"}' : bytes, how),
    }
    const failure = await applyProfile(meddling, A, options).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'verification-failed',
      message: `Expected ${path} to be what was written there, found otherwise: its content.`,
      hint: expect.stringContaining('cowork-mdm profile rollback --to 0001'),
    })
  })
})

describe('darwin', () => {
  test('the same settings in binary form are the same settings', async () => {
    const { root, host } = await machine('darwin')
    const { encode } = await import('@cowork-mdm/encoder')
    const { files } = encode(A, { format: 'plist-binary', document })
    mkdirSync(join(root, 'Library/Managed Preferences'), { recursive: true })
    writeFileSync(join(root, DEVICE_FILES.darwin), files[0]!.bytes)
    expect(await applyProfile(host, A, options)).toMatchObject({ changed: false, changes: [] })
  })

  test('a value of another type is told by its types', async () => {
    const text = '<plist version="1.0"><dict><key>disableAutoUpdates</key><string>true</string></dict></plist>'
    const { host } = await machine('darwin', { files: { [DEVICE_FILES.darwin]: text } })
    const { changes } = await applyProfile(host, profileOf({ disableAutoUpdates: true }), options)
    expect(changes).toEqual([
      { kind: 'form-changed', key: 'disableAutoUpdates', formBefore: 'string', formAfter: 'boolean' },
    ])
  })

  test('one user’s settings lie in a folder of their own, for the user of sudo where none is named', async () => {
    const path = '/Library/Managed Preferences/ann/com.anthropic.claudefordesktop.plist'
    const { host } = await machine('darwin', { facts: { env: { SUDO_USER: 'ann' } } })
    const result = await applyProfile(host, A, { ...options, scope: 'user' })
    expect(result.target).toEqual({ kind: 'file', path, scope: 'user', user: 'ann' })
    expect(await host.stat(path)).toMatchObject({ mode: 0o644, uid: 0, gid: 0 })
    expect(await host.stat(TARGETS.darwin.path)).toBeUndefined()
    await expect(applyProfile(host, A, { ...options, scope: 'user', user: '../x' })).rejects.toMatchObject({
      code: 'unknown-user',
      message: 'Expected a user of this machine, found "../x".',
    })
  })

  test('what the user’s own file sets too has no effect in that of the device, which is told', async () => {
    const file = 'Library/Managed Preferences/ann/com.anthropic.claudefordesktop.plist'
    const text = '<plist version="1.0"><dict><key>disableAutoUpdates</key><false/></dict></plist>'
    const { host } = await machine('darwin', { files: { [file]: text } })
    const warnings = [
      {
        code: 'hidden',
        message: `No effect for disableAutoUpdates: The user’s property list sets it too (/${file}).`,
      },
    ]
    expect(await applyProfile(host, A, { ...options, dryRun: true })).toMatchObject({ warnings })
    expect(await applyProfile(host, A, options)).toMatchObject({ changed: true, warnings })
    expect(await applyProfile(host, A, options)).toMatchObject({ changed: false, warnings })
    expect(await applyProfile(host, A, { ...options, scope: 'user' })).toMatchObject({ changed: true, warnings: [] })
  })

  test.each([
    ['Enrolled via DEP: No\nMDM enrollment: Yes (User Approved)\n', ['managed-by-mdm']],
    ['Enrolled via DEP: No\nMDM enrollment: No\n', []],
  ])('a Mac that says %j', async (stdout, codes) => {
    const command = { command: 'profiles', args: ['status', '-type', 'enrollment'], stdout }
    const { host } = await machine('darwin', { facts: { commands: [command] } })
    const { warnings } = await applyProfile(host, A, { ...options, dryRun: true })
    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })
})

describe('linux', () => {
  test('only so many backups are kept, and what no record speaks of is removed', async () => {
    const { root, host } = await machine('linux')
    for (let count = 0; count < 23; count += 1) await applyProfile(host, count % 2 === 0 ? A : B, options)
    const ids = (await listBackups(host)).map(({ id }) => Number(id))
    expect(ids).toEqual(Array.from({ length: 20 }, (_, index) => 23 - index))
    const folder = join(root, BACKUPS.linux)
    writeFileSync(join(folder, '0002.plist'), 'left by a process that was killed')
    await applyProfile(host, B, options)
    expect(
      readdirSync(folder).filter((name) => !/^00\d\d\.(?:record\.json|plist|reg|settings\.json)$/.test(name)),
    ).toEqual([])
    expect(readdirSync(folder)).toHaveLength(40)
  })

  test('single users have no managed settings', async () => {
    const { host } = await machine('linux')
    await expect(applyProfile(host, A, { ...options, scope: 'user' })).rejects.toMatchObject({
      code: 'unsupported-platform',
    })
  })

  test('a setting that the schema does not know is refused, unless it is allowed', async () => {
    const { root, host } = await machine('linux')
    const profile = profileOf({ aSettingOfTomorrow: 'x' })
    await expect(applyProfile(host, profile, options)).rejects.toMatchObject({ code: 'unknown-key-refused' })
    expect(existsSync(join(root, DEVICE_FILES.linux))).toBe(false)
    const { warnings } = await applyProfile(host, profile, { ...options, allowUnknown: true })
    expect(warnings).toMatchObject([{ code: 'setting', message: expect.stringContaining('aSettingOfTomorrow') }])
  })
})

describe('win32', () => {
  const store = (root: string) => join(root, DEVICE_FILES.win32)

  test('values of every type go that are not in the profile, the unnamed one too; subkeys stay', async () => {
    const { root, host } = await machine('win32')
    const others = {
      [`${CLAUDE}\\Sub`]: { x: '"kept"' },
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Other': { inferenceProvider: '"kept"' },
    }
    writeStore(store(root), {
      [CLAUDE]: {
        '': '"hides HKCU"',
        DISABLEAUTOUPDATES: 'dword:00000000',
        someExpanded: 'hex(2):25,00,58,00,25,00,00,00',
        'a "quoted" \\ name': 'hex(7):61,00,00,00,00,00',
        someBinary: 'hex:01,02',
        someQword: 'hex(b):01,00,00,00,00,00,00,00',
      },
      ...others,
    })
    const { changes } = await applyProfile(host, profileOf({ disableAutoUpdates: true }), options)
    expect(readStore(store(root))).toEqual({ [CLAUDE]: { DISABLEAUTOUPDATES: 'dword:00000001' }, ...others })
    expect(changes.map((change) => ('key' in change ? `${change.kind} ${change.key}` : change.kind))).toEqual([
      'removed a "quoted" \\ name',
      'changed disableAutoUpdates',
      'removed someBinary',
      'removed someExpanded',
      'removed someQword',
      'form-changed (default)',
    ])
    expect(await applyProfile(host, profileOf({ disableAutoUpdates: true }), options)).toMatchObject({ changed: false })
  })

  test('HKCU is that of who runs this, and has backups of its own', async () => {
    const { root, host } = await machine('win32')
    const result = await applyProfile(host, A, { ...options, scope: 'user' })
    expect(result.target).toEqual({
      kind: 'registry',
      path: 'HKCU\\SOFTWARE\\Policies\\Claude',
      scope: 'user',
      user: 'OFFICE\\ann',
    })
    expect(Object.keys(readStore(store(root)))).toContain('HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Claude')
    expect(await applyProfile(host, A, { ...options, scope: 'user', user: 'Ann' })).toMatchObject({ changed: false })
    await expect(applyProfile(host, A, { ...options, scope: 'user', user: 'bob' })).rejects.toMatchObject({
      code: 'unknown-user',
    })
  })

  test('a value under HKLM hides all of HKCU, which is told', async () => {
    const env = { SystemRoot: 'C:\\Windows', USERNAME: 'ann', USERPROFILE: 'C:\\Users\\ann' }
    const { host } = await machine('win32', { facts: { env } })
    await applyProfile(host, profileOf({ isDesktopExtensionEnabled: false }), options)
    const { warnings } = await applyProfile(host, A, { ...options, scope: 'user' })
    const names = A.settings.map(({ name }) => name).sort()
    expect(warnings).toEqual([
      {
        code: 'hidden',
        message:
          `No effect for ${listed(names)}: ` +
          'There is a value in HKLM\\SOFTWARE\\Policies\\Claude, so nothing under HKCU is read.',
      },
    ])
  })

  test('the folders of journals and backups are closed to others before anything is written in them', async () => {
    const calls: string[] = []
    const { host } = await machine('win32', { onRun: (call) => calls.push(call) })
    await applyProfile(host, A, options)
    const closing = calls.filter((call) => call.startsWith('icacls'))
    const grants = '/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F'
    expect(closing).toEqual(
      ['state', 'backups'].map((name) => `icacls C:\\Program Files\\cowork-mdm\\${name} ${grants}`),
    )
    const firstImport = calls.findIndex((call) => call.startsWith('reg import'))
    expect(calls.findLastIndex((call) => call.startsWith('icacls'))).toBeLessThan(firstImport)
    expect(calls[firstImport]).toBe('reg import C:\\Program Files\\cowork-mdm\\state\\import.reg /reg:64')
    expect(await host.list('C:\\Program Files\\cowork-mdm\\state')).toEqual([{ name: 'lock.1', type: 'file' }])
  })

  test('an import that breaks off is taken back at once, and leaves nothing', async () => {
    const { root, host } = await machine('win32')
    await applyProfile(host, A, options)
    const before = readStore(store(root))
    let imports = 0
    // The first import fails in its middle; the one that brings the old values back does not.
    const failing = await openMachine(root, { failAfter: 2 })
    const sound = await openMachine(root)
    const run: typeof host.run = (command, args, how) =>
      args[0] === 'import' && (imports += 1) === 1 ? failing.run(command, args, how) : sound.run(command, args, how)
    await expect(applyProfile({ ...sound, run }, B, options)).rejects.toMatchObject({ code: 'command-failed' })
    expect(readStore(store(root))).toEqual(before)
    expect((await listBackups(host)).map(({ id }) => id)).toEqual(['0001'])
    expect((await host.list('C:\\Program Files\\cowork-mdm\\state')).map(({ name }) => name)).toEqual(['lock.2'])
  })

  test('what somebody else writes meanwhile is named, without its value', async () => {
    const { root, host } = await machine('win32')
    const run: typeof host.run = async (command, args, how) => {
      const result = await host.run(command, args, how)
      if (args[0] === 'import') {
        const present = readStore(store(root))
        present[CLAUDE]!['inferenceGatewayApiKey'] = '"the secret of somebody else"'
        writeStore(store(root), present)
      }
      return result
    }
    await expect(applyProfile({ ...host, run }, A, options)).rejects.toMatchObject({
      code: 'verification-failed',
      message:
        'Expected HKLM\\SOFTWARE\\Policies\\Claude to be what was written there, found otherwise: inferenceGatewayApiKey.',
      hint: expect.stringContaining('profile rollback --to 0001'),
    })
  })

  test('a key that may not be read is not taken for one that is not there', async () => {
    const { root, host } = await machine('win32')
    writeStore(store(root), { [CLAUDE]: { inferenceProvider: '"vertex"' } })
    const run: typeof host.run = async (command, args, how) =>
      args[0] === 'export'
        ? { exitCode: 1, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
        : host.run(command, args, how)
    await expect(applyProfile({ ...host, run }, A, options)).rejects.toMatchObject({
      code: 'permission-denied',
      message:
        'Expected to be allowed to read HKLM\\SOFTWARE\\Policies\\Claude, found that it is there and cannot be read.',
    })
  })

  test.each([
    ['enrolled and in a domain', 'MS DM Server', 'YES', ['managed-by-mdm', 'managed-by-group-policy']],
    ['only with a provider of Windows itself', 'WMI_Bridge_Server', 'NO', []],
  ])('a PC that is %s', async (_, provider, domain, codes) => {
    const id = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments\\{0}'
    const { host } = await machine('win32')
    const run: typeof host.run = async (command, args, how) => {
      const said = (text: string) => ({ exitCode: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0) })
      if (/dsregcmd\.exe$/.test(command)) return said(`+---+\r\n             DomainJoined : ${domain}\r\n`)
      if (args[1]?.endsWith('Enrollments')) return said(`\r\n${id}\r\n    ProviderID    REG_SZ    ${provider}\r\n`)
      return await host.run(command, args, how)
    }
    const { warnings } = await applyProfile({ ...host, run }, A, { ...options, dryRun: true })
    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })
})

function referenceTo(name: string) {
  const value = `\${env:${name}}`
  return {
    name: 'inferenceGatewayApiKey',
    value,
    references: [{ pointer: '', parts: [{ kind: 'env' as const, name }] }],
  }
}

function formatOf(platform: keyof typeof TARGETS) {
  return { darwin: 'plist', linux: 'linux', win32: 'reg' }[platform] as 'plist' | 'linux' | 'reg'
}
