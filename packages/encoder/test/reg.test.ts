import type { Profile } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../src/decode.js'
import { detectFormat } from '../src/detect-format.js'
import { encode } from '../src/encode.js'
import type { EncodeOptions } from '../src/format.js'
import { encodeRegistryText } from '../src/registry/registry-text.js'
import { failureOf } from './support/failure-of.js'
import { textArbitrary } from './support/text-arbitrary.js'

const document = await latestSchema()
const MACHINE = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude]'
const USER = '[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Claude]'
const HEADER = 'Windows Registry Editor Version 5.00\r\n\r\n'

function profileOf(values: Record<string, Profile['settings'][number]['value']>): Profile {
  return { settings: Object.entries(values).map(([name, value]) => ({ name, value })) }
}

function lines(profile: Profile, options: Partial<EncodeOptions> = {}): string[] {
  const { files } = encode(profile, { format: 'reg', document, ...options })
  const { bytes } = files[0]!
  expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe])
  const text = new TextDecoder('utf-16le').decode(bytes)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  return text.split('\r\n')
}

function read(text: string, path = 'x.reg') {
  return decode({ path, bytes: encodeRegistryText(text) }, { document })
}

const settingsOf = (text: string) => read(text).profile.settings.map(({ name, value }) => [name, value])
const notesOf = (text: string) => read(text).notes.map(({ message }) => message)

describe('written', () => {
  it('with the first line, a blank one, the full name of the hive, and a blank one at the end', () => {
    expect(lines(profileOf({ disableAutoUpdates: true }))).toEqual([
      'Windows Registry Editor Version 5.00',
      '',
      MACHINE,
      '"disableAutoUpdates"=dword:00000001',
      '',
      '',
    ])
    expect(lines(profileOf({}), { hive: 'HKCU' })[2]).toBe(USER)
  })

  it.each([
    ['', { inferenceProvider: 'gateway' }, '"inferenceProvider"="gateway"'],
    ['marks and backslashes', { inferenceGatewayApiKey: 'a"b\\' }, '"inferenceGatewayApiKey"="a\\"b\\\\"'],
    ['what is special elsewhere', { x: '%PATH% \\n ;#@=[-]' }, '"x"="%PATH% \\\\n ;#@=[-]"'],
    ['a number', { autoUpdaterEnforcementHours: 72 }, '"autoUpdaterEnforcementHours"=dword:00000048'],
    ['the largest word', { x: 4294967295 }, '"x"=dword:ffffffff'],
    ['a number that is no word', { x: 4294967296 }, '"x"="4294967296"'],
    ['a negative number', { x: -1 }, '"x"="-1"'],
    ['an empty list', { coworkEgressAllowedHosts: [] }, '"coworkEgressAllowedHosts"="[]"'],
    ['a name with marks', { 'a"\\b': 'x' }, '"a\\"\\\\b"="x"'],
    ['a line break', { x: 'a\n' }, '"x"=hex(1):61,00,0a,00,00,00'],
    ['a tab', { x: '\t' }, '"x"=hex(1):09,00,00,00'],
  ] satisfies [string, Parameters<typeof profileOf>[0], string][])('%s', (_, values, line) => {
    expect(lines(profileOf(values))[3]).toBe(line)
  })

  it('with every value as text, where that is asked for', () => {
    expect(lines(profileOf({ disableAutoUpdates: true, x: 1 }), { values: 'strings' }).slice(3, 5)).toEqual([
      '"disableAutoUpdates"="true"',
      '"x"="1"',
    ])
  })

  it('with long bytes in lines as regedit breaks them', () => {
    const [, , , ...rest] = lines(profileOf({ x: '\n'.repeat(50) }))
    expect(rest.slice(0, -2).map((line) => line.length)).toEqual([78, 78, 78, 78, 16])
    expect(rest[0]).toMatch(/^"x"=hex\(1\):0a,00,.*,\\$/)
    expect(rest[1]).toMatch(/^ {2}0a,00,.*,\\$/)
  })

  it('with what is no longer in the profile removed first, whatever the case of its name', () => {
    const previous = profileOf({ Kept: 1, gone: 'x', alsoGone: '', unset: 1 })
    expect(lines(profileOf({ kept: 2, unset: null }), { previous }).slice(3, -2)).toEqual([
      '"gone"=-',
      '"alsoGone"=-',
      '"unset"=-',
      '"kept"=dword:00000002',
    ])
  })

  it('as its undo: every name that is set, no value, and no secret to resolve', () => {
    const reference = { pointer: '', parts: [{ kind: 'env' as const, name: 'TOKEN' }] }
    const profile: Profile = {
      settings: [
        { name: 'inferenceGatewayApiKey', value: '${env:TOKEN}', references: [reference] },
        { name: 'unset', value: null },
        { name: 'a"b', value: 1 },
      ],
    }
    const undo = lines(profile, { format: 'reg-undo' })
    expect(undo.slice(2, -2)).toEqual([MACHINE, '"inferenceGatewayApiKey"=-', '"a\\"b"=-'])
  })

  it('with a note where group policy could not carry a text', () => {
    const notes = (length: number) =>
      encode(profileOf({ x: 'x'.repeat(length) }), { format: 'reg', document }).notes.map(({ code }) => code)
    expect(notes(32_766)).toEqual([])
    expect(notes(32_767)).toEqual(['too-long-for-policy'])
  })

  it.each([
    ['an empty name', { '': 1 }, 'an empty name'],
    ['a line break in a name', { 'a\r\n[HKEY_USERS]\r\n': 1 }, 'a control character in a name'],
    ['a name that is too long', { ['x'.repeat(16_384)]: 1 }, 'a name of more than 16383 characters'],
    ['two names that are one', { Straße: 1, STRAßE: 2 }, 'Straße too, the same name to the registry'],
    ['a NUL', { x: 'a\0b' }, 'U+0000'],
    ['half a character', { x: '\ud800' }, 'U+D800'],
  ])('refused: %s', (_, values, found) => {
    const failure = failureOf(() => lines(profileOf(values)))
    expect(failure.code).toBe('value-not-carried')
    expect(failure.message).toContain(found)
    expect(failure.hint).toBeDefined()
  })

  it('with names that only look the same in upper case', () => {
    expect(lines(profileOf({ STRASSE: 1, STRAßE: 2 })).slice(3, 5)).toEqual([
      '"STRASSE"=dword:00000001',
      '"STRAßE"=dword:00000002',
    ])
  })

  it('refused: a previous name that would be another line', () => {
    const previous = profileOf({ 'x"=-\r\n[-HKEY_LOCAL_MACHINE]': 1 })
    expect(failureOf(() => lines(profileOf({}), { previous })).code).toBe('value-not-carried')
  })

  it('so that no text becomes a line of its own', () => {
    fc.assert(
      fc.property(textArbitrary(), textArbitrary(), (name, value) => {
        let written: string[]
        try {
          written = lines(profileOf({ [name]: value }))
        } catch {
          return
        }
        expect(written.slice(0, 3)).toEqual(['Windows Registry Editor Version 5.00', '', MACHINE])
        for (const line of written.slice(4, -2)) expect(line).toMatch(/^ {2}[\da-f,]+\\?$/)
      }),
    )
  })
})

describe('read', () => {
  it.each([
    ['UTF-16LE with a mark', (text: string) => encodeRegistryText(text), undefined],
    ['UTF-16BE', (text: string) => Buffer.from(encodeRegistryText(text)).swap16(), 'UTF-16 with its bytes swapped'],
    [
      'UTF-16LE without a mark',
      (text: string) => encodeRegistryText(text).subarray(2),
      'UTF-16 without a byte order mark',
    ],
    ['UTF-8', (text: string) => Buffer.from(text), 'UTF-8'],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`), 'UTF-8'],
    [
      'ANSI',
      (text: string) => Uint8Array.from(text, (c) => (c === '€' ? 0x80 : c.charCodeAt(0))),
      'ANSI, taken for windows-1252',
    ],
  ])('in %s', (_, bytesOf, encoding) => {
    const bytes = bytesOf(`${HEADER}${MACHINE}\r\n"deploymentDisplayName"="Größe in €"\r\n`)
    expect(detectFormat({ path: 'x', bytes })).toBe('reg')
    const { profile, notes, text, stores } = decode({ path: 'x.reg', bytes }, { document })
    expect(profile.settings.map(({ value }) => value)).toEqual(['Größe in €'])
    expect(notes.map(({ code, detail }) => [code, detail])).toEqual(
      encoding === undefined ? [] : [['registry-encoding', expect.stringContaining(encoding)]],
    )
    const { node } = profile.settings[0]!.source!
    expect(text!.slice(...node.range)).toBe('"Größe in €"')
    expect(stores.map(({ kind, hive }) => [kind, hive])).toEqual([['registry', 'HKLM']])
  })

  it('in ASCII without a note: it is the same in every encoding', () => {
    const file = { path: 'x.reg', bytes: Buffer.from(`REGEDIT4\r\n${MACHINE}\r\n"x"="y"`) }
    expect(decode(file, { document }).notes).toEqual([])
  })

  it('refuses UTF-16 that is cut off', () => {
    const bytes = encodeRegistryText(`${HEADER}${MACHINE}\r\n`)
    const failure = failureOf(() => decode({ path: 'x.reg', bytes: bytes.subarray(0, -1) }, { document }))
    expect(failure.code).toBe('wrong-encoding')
  })

  it('decodes values as the app does, and tells what it does not read', () => {
    const text = `${HEADER}${MACHINE}
"disableAutoUpdates"=dword:00000001
"isLocalDevMcpEnabled"="false"
"autoUpdaterEnforcementHours"="24"
"inferenceModels"="[\\"a\\"]"
"inferenceProvider"=hex(2):61,00,00,00
"deploymentDisplayName"=hex(7):61,00,00,00,00,00
`
    expect(settingsOf(text)).toEqual([
      ['disableAutoUpdates', true],
      ['isLocalDevMcpEnabled', false],
      ['autoUpdaterEnforcementHours', 24],
      ['inferenceModels', ['a']],
      ['inferenceProvider', 'a'],
      ['deploymentDisplayName', ['a']],
    ])
    expect(read(text).notes.map(({ code, key, detail }) => [code, key, detail])).toEqual([
      ['unreadable-type', 'inferenceProvider', 'REG_EXPAND_SZ'],
      ['unreadable-type', 'deploymentDisplayName', 'REG_MULTI_SZ'],
    ])
  })

  it('in any case of keys and names', () => {
    const text = `${HEADER}[hkey_local_machine\\software\\POLICIES\\claude\\]\r\n"DISABLEAUTOUPDATES"=dword:1\r\n"Other"="x"\r\n`
    expect(settingsOf(text)).toEqual([
      ['disableAutoUpdates', true],
      ['Other', 'x'],
    ])
  })

  it('in the order of its lines: later ones win, removed values are none', () => {
    const text = `${HEADER}${MACHINE}\r\n"a"="1"\r\n"b"="1"\r\n"c"="1"\r\n\r\n${MACHINE}\r\n"A"="2"\r\n"b"=-\r\n"d"=-\r\n`
    expect(settingsOf(text)).toEqual([
      ['c', '1'],
      ['A', '2'],
    ])
    expect(notesOf(text)).toEqual([
      'A is set more than once; the last one counts.',
      'b is removed by this file.',
      'd is removed by this file.',
    ])
  })

  it('from both hives: the machine’s value counts', () => {
    const text = `${HEADER}${USER}\r\n"a"="user"\r\n"b"="user"\r\n\r\n${MACHINE}\r\n"a"="machine"\r\n`
    expect(settingsOf(text)).toEqual([
      ['a', 'machine'],
      ['b', 'user'],
    ])
    expect(read(text).stores.map(({ hive }) => hive)).toEqual(['HKCU', 'HKLM'])
    expect(notesOf(text)).toEqual(['a is set more than once; the first one counts.'])
  })

  it('without what stands elsewhere, and says so', () => {
    const text = `${HEADER}${MACHINE}
@="default"
"a"="1"
[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude\\sub]
"b"="1"
[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Policies\\Claude]
"c"="1"
[HKEY_USERS\\S-1-5-21-1\\SOFTWARE\\Policies\\Claude]
"d"="1"
[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]
`
    expect(settingsOf(text)).toEqual([['a', '1']])
    expect(notesOf(text)).toEqual([
      'The default value (@) is not read as settings.',
      'The subkey HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude\\sub, which the app never looks at, is not read as settings.',
      'The key HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Policies\\Claude, which only 32-bit programs see, is not read as settings.',
      'The key HKEY_USERS\\S-1-5-21-1\\SOFTWARE\\Policies\\Claude is not read as settings.',
      'Removing the key HKEY_LOCAL_MACHINE\\SOFTWARE\\Other is not read as settings.',
    ])
  })

  it.each(['SOFTWARE\\Policies\\Claude', 'SOFTWARE\\Policies', 'software'])(
    'with nothing left where %s is removed',
    (key) => {
      const text = `${HEADER}${MACHINE}\r\n"a"="1"\r\n\r\n[-HKEY_LOCAL_MACHINE\\${key}]\r\n\r\n${MACHINE}\r\n"b"="1"\r\n`
      expect(settingsOf(text)).toEqual([['b', '1']])
      expect(notesOf(text)).toEqual([`The key HKEY_LOCAL_MACHINE\\${key} is removed by this file.`])
    },
  )

  it('as an undo where it only removes', () => {
    const { files } = encode(profileOf({ a: 1, b: 'x' }), { format: 'reg-undo', document })
    const artifact = decode(files, { document })
    expect(artifact.format).toBe('reg-undo')
    expect(artifact.profile.settings).toEqual([])
    expect(artifact.notes.map(({ detail }) => detail)).toEqual(['a', 'b'])
  })

  it.each([
    [
      'an abbreviated hive',
      '[HKLM\\SOFTWARE\\Policies\\Claude]\r\n"a"="1"',
      'invalid-registry-file',
      'Write HKEY_LOCAL_MACHINE',
    ],
    [
      'a hive that is none',
      '[HKEY_LOCAL_MACHINES\\SOFTWARE\\Policies\\Claude]',
      'invalid-registry-file',
      'Correct the name.',
    ],
    ['a property of every object', '[constructor\\x]', 'invalid-registry-file', 'Correct the name.'],
    [
      'another key',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Claude]\r\n"a"="1"',
      'no-settings',
      'The app reads HKEY_LOCAL_MACHINE',
    ],
    ['no key', '', 'no-settings', 'The app reads HKEY_LOCAL_MACHINE'],
  ])('refuses %s', (_, text, code, hint) => {
    const failure = failureOf(() => read(HEADER + text))
    expect(failure.code).toBe(code)
    expect(failure.hint).toContain(hint)
    expect(failure.range).toBeDefined()
  })
})
