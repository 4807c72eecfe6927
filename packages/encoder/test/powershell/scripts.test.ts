import type { Profile } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import { parsePowerShell } from '@cowork-mdm/test-support/powershell'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/decode.js'
import { detectFormat } from '../../src/detect-format.js'
import { encode } from '../../src/encode.js'
import { EncoderError } from '../../src/encoder-error.js'
import type { EncodeOptions, FormatName } from '../../src/format.js'
import { failureOf } from '../support/failure-of.js'
import { profileArbitrary } from '../support/profile-arbitrary.js'
import { AWKWARD_TEXTS } from '../support/text-arbitrary.js'

const document = await latestSchema()
const FORMATS = ['powershell', 'intune-remediation'] as const satisfies FormatName[]

function scripts(profile: Profile, options: Partial<EncodeOptions> & { format: FormatName }): string[] {
  const { files } = encode(profile, { document, allowSecrets: true, ...options })
  return files.map(({ bytes }) => {
    // Fails where a byte is no ASCII.
    for (const byte of bytes) if (byte > 0x7e) expect.fail('Expected pure ASCII.')
    return new TextDecoder().decode(bytes)
  })
}

/** Everything that is a command or a call, and everything that is expanded: what data must not become. */
function shape(script: string): string[] {
  const root = parsePowerShell(script)
  const names = [
    'command',
    'invokation_expression',
    'invocation_expression',
    'variable',
    'sub_expression',
    'expandable_string_literal',
  ]
  return root.descendantsOfType(names).map((node) => node.text.replace(/'(?:[^']|'')*'/g, "''"))
}

const profileOf = (values: Record<string, Profile['settings'][number]['value']>): Profile => ({
  settings: Object.entries(values).map(([name, value]) => ({ name, value })),
})

describe.each(FORMATS)('%s', (format) => {
  it('is PowerShell, for every awkward text', () => {
    const texts = AWKWARD_TEXTS.filter(
      (text) => !/\0|[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')),
    )
    const profile = profileOf(Object.fromEntries(texts.map((text, index) => [`x${index}`, text])))
    for (const script of scripts(profile, { format, previous: profileOf({ gone: 1, "it's": 1 }) }))
      parsePowerShell(script)
  })

  it('does the same whatever the values are: none becomes code', () => {
    const outside = (script: string) => shape(script).filter((text) => !text.startsWith('[regex]::Unescape('))
    const plain = scripts(profileOf({}), { format }).map(outside)
    // The grammar takes quadratic time for quotes in long texts.
    const anyProfile = profileArbitrary(document).filter((profile) => JSON.stringify(profile).length < 3000)
    fc.assert(
      fc.property(anyProfile, anyProfile, (profile, previous) => {
        let written: string[]
        try {
          written = scripts(profile, { format, previous })
        } catch (error) {
          expect(error).toBeInstanceOf(EncoderError)
          return
        }
        expect(written.map(outside)).toEqual(plain)
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })

  it('refuses secrets, by redaction, by name, inside JSON, in URLs, and from elsewhere', () => {
    const reference = { pointer: '', parts: [{ kind: 'env' as const, name: 'X' }] }
    const secrets: Profile['settings'] = [
      { name: 'inferenceGatewayApiKey', value: 'sk-1' },
      { name: 'otlpHeaders', value: { 'X-Token': 'sk-1' } },
      { name: 'someApiKey', value: 'sk-1' },
      { name: 'unknown', value: { env: { A: 'sk-1' } } },
      { name: 'unknown', value: 'https://user:sk-1@example.com' },
      { name: 'deploymentDisplayName', value: '${env:X}', references: [reference] },
    ]
    for (const setting of secrets) {
      const options = { format, document, resolveReference: () => 'sk-1' }
      const failure = failureOf(() => encode({ settings: [setting] }, options))
      expect([setting.name, failure.code]).toEqual([setting.name, 'secret-refused'])
      expect(`${failure.message} ${failure.hint}`).not.toContain('sk-1')
      encode({ settings: [setting] }, { ...options, allowSecrets: true })
    }
    const both = { settings: [secrets[0]!, { name: 'disableAutoUpdates', value: true }, secrets[1]!] }
    const failure = failureOf(() => encode(both, { format, document, resolveReference: () => 'sk-1' }))
    expect(failure.message).toMatch(new RegExp(`found ${secrets[0]!.name}, ${secrets[1]!.name}\\.$`))
    encode(profileOf({ inferenceProvider: 'gateway', disableAutoUpdates: true, unknown: 'text' }), { format, document })
  })

  it('writes what .NET takes for a REG_DWORD', () => {
    const [script] = scripts(profileOf({ a: 4294967295, b: 2147483648, c: 2147483647 }), { format })
    expect(script!.match(/Kind = 'DWord'; Data = .* /g)).toEqual([
      "Kind = 'DWord'; Data = -1 ",
      "Kind = 'DWord'; Data = -2147483648 ",
      "Kind = 'DWord'; Data = 2147483647 ",
    ])
    const back = decode({ path: 'x.ps1', bytes: Buffer.from(script!) }, { document })
    expect(back.profile.settings.map(({ value }) => value)).toEqual([4294967295, 2147483648, 2147483647])
  })

  it('removes what is no longer in the profile, and reads that back', () => {
    const previous = profileOf({ gone: 1, KEPT: 1, ü: 1 })
    const { files } = encode(profileOf({ kept: 1 }), { format, document, previous })
    const artifact = decode(files, { document })
    expect(artifact.format).toBe(format)
    expect(artifact.profile.settings.map(({ name }) => name)).toEqual(['kept'])
    expect(artifact.notes.map(({ message }) => message)).toEqual([
      'gone is removed by this file.',
      'ü is removed by this file.',
    ])
  })

  it('knows the hive, and where names and values stand', () => {
    const { files } = encode(profileOf({ "it's": 'ü', n: 1 }), { format, document, hive: 'HKCU' })
    const { text, stores, profile } = decode(files, { document })
    expect(stores.map(({ kind, hive }) => [kind, hive])).toEqual([['script', 'HKCU']])
    expect(
      profile.settings.map(({ source }) => [text!.slice(...source!.name), text!.slice(...source!.node.range)]),
    ).toEqual([
      ["'it''s'", "[regex]::Unescape('\\u00fc')"],
      ["'n'", '1'],
    ])
    for (const file of files) expect(detectFormat({ ...file, path: 'x' })).toBe(format)
  })

  it('looks at the 64-bit view, ends with a code, never restarts, and writes nothing to the error stream', () => {
    for (const script of scripts(profileOf({}), { format })) {
      expect(script).toContain('[Microsoft.Win32.RegistryView]::Registry64')
      expect(script).toMatch(/\nexit 0\n$/)
      expect(script).toMatch(/\n {2}exit 1\n}/)
      expect(script).not.toMatch(/restart|reboot|shutdown|Write-Error|Write-Host|throw |Invoke-Expression|iex /i)
    }
  })

  it('is read in a copy with other line breaks, and refused once it was edited', () => {
    const [script] = scripts(profileOf({ a: 'x' }), { format })
    const read = (text: string) =>
      decode({ path: 'x.ps1', bytes: Buffer.from(text) }, { document }).profile.settings.length
    expect(read(script!.replaceAll('\n', '\r\n'))).toBe(1)
    for (const edited of [
      script!.replace("Data = 'x'", 'Data = "x"'),
      script!.replace("Data = 'x'", "Data = ('x' + $y)"),
      script!.replace('$Settings = @(', '$Settings = ('),
      script!.replace("$Hive = 'LocalMachine'", "$Hive = 'Users'"),
      script!.slice(0, script!.indexOf('Data =')),
      'Get-Item x',
    ]) {
      expect(failureOf(() => read(edited)).code).toBe('not-readable-format')
    }
  })
})

describe('sizes', () => {
  const long = profileOf({ x: 'x'.repeat(205_000) })

  it('a remediation larger than Intune takes is refused', () => {
    const failure = failureOf(() => encode(long, { format: 'intune-remediation', document }))
    expect(failure.code).toBe('too-large')
    expect(failure.message).toMatch(/at most 200 KB, which Intune takes, found 20\d KB/)
  })

  it('a script is not, but says so', () => {
    expect(encode(long, { format: 'powershell', document }).notes.map(({ code }) => code)).toEqual([
      'too-large-for-intune',
    ])
  })

  it('the output of a remediation stays below what Intune keeps', () => {
    const [, remediate] = scripts(profileOf({}), { format: 'intune-remediation' })
    expect(remediate).toContain('.Substring(0, 2000)')
  })
})
