import { decode, encode, FORMATS, tryDecode, type FileBytes, type FormatName } from '@cowork-mdm/encoder'
import { loadTemplate, parseProfile, templateNames, templateSlots } from '@cowork-mdm/profile'
import { loadExamples, type JsonValue } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lint } from '../src/lint.js'
import { RULES, type RuleId } from '../src/rules.js'
import { fill } from '../../profile/test/templates/fill.js'
import { formatGithub } from '../src/formats/format-github.js'
import { formatJunit } from '../src/formats/format-junit.js'
import { formatSarif } from '../src/formats/format-sarif.js'
import { document, filesOf, lintFiles, optionsOf } from './support/fixtures.js'

const yaml = (text: string): FileBytes => ({ path: 'a.yaml', bytes: Buffer.from(text) })
const rulesIn = (file: FileBytes, options = {}) =>
  lintFiles([file], { document, ...options }).map(({ rule, severity }) => `${rule} ${severity}`)
const ANY_VALUE = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>

describe('lint', () => {
  it('changes severities and leaves out what is off', () => {
    const file = yaml('values:\n  inferenceProvider: anthropic\n  autoModeEnabled: true\n  nonsense: 1\n')
    expect(rulesIn(file)).toEqual(['risky-value info', 'unknown-key warning'])
    expect(rulesIn(file, { levels: { 'risky-value': 'error', 'unknown-key': 'off' } })).toEqual(['risky-value error'])
  })

  it('lints the others where one file cannot be read', () => {
    const broken = { path: 'b.yaml', bytes: Buffer.from('values: [') }
    const found = lintFiles([broken, yaml('values:\n  nonsense: 1\n')], { document })
    expect(found.map(({ rule, location }) => `${location.file} ${rule}`)).toEqual([
      'b.yaml cannot-read',
      'a.yaml unknown-key',
    ])
  })

  it('refuses a version that is none', () => {
    expect(() => lint([], { document, appVersion: 'newest' })).toThrow(/Expected a version/)
  })

  it('places findings of a merged profile in the file that the setting comes from, once', () => {
    const base = 'values:\n  inferenceProvider: anthropic\n  autoModeEnabled: true\n'
    const own = tryDecode(yaml('extends: base.yaml\nvalues:\n  nonsense: 1\n'), { document })
    if (!('profile' in own)) throw new Error('unreadable')
    const { settings } = parseProfile(base, { document, file: 'base.yaml' }).profile
    const merged = { ...own, profile: { settings: [...settings, ...own.profile.settings] } }
    const found = lint([merged, { ...merged, file: 'b.yaml' }], { document, layers: new Map([['base.yaml', base]]) })
    expect(found.map(({ rule, location: { file, line } }) => `${rule} ${file}:${line}`)).toContain(
      'risky-value base.yaml:3',
    )
    expect(found.filter(({ rule }) => rule === 'risky-value')).toHaveLength(1)
  })

  it('findings on a base are accepted by comments in the base', () => {
    const base =
      'values:\n  inferenceProvider: anthropic\n  # cowork-mdm-disable-next-line risky-value -- agreed\n  autoModeEnabled: true\n'
    const own = tryDecode(yaml('extends: base.yaml\n'), { document })
    if (!('profile' in own)) throw new Error('unreadable')
    const merged = { ...own, profile: parseProfile(base, { document, file: 'base.yaml' }).profile }
    expect(lint([merged], { document, layers: new Map([['base.yaml', base]]) })).toEqual([])
  })

  it('throws nothing, whatever a file holds', async () => {
    const names = [...Object.keys(await loadExamples()), 'nonsense', 'inferenceGatewayOidc.clientId', '']
    const settings = fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), value: ANY_VALUE }), {
      selector: ({ name }) => name,
      maxLength: 12,
    })
    const format = fc.constantFrom<FormatName>(
      'mobileconfig',
      'mobileconfig-mcx',
      'plist',
      'plist-binary',
      'yaml',
      'reg',
      'linux',
    )
    const target = fc.constantFrom('jamf', 'intune', 'fleet', 'apple-business', 'gpo', undefined)
    fc.assert(
      fc.property(settings, format, target, (chosen, name, console) => {
        let file: FileBytes
        try {
          file = encode(
            { name: 'Any', settings: chosen },
            { format: name, document, allowUnknown: true, allowSecrets: true },
          ).files[0]!
        } catch {
          return // The format has no form for it.
        }
        const options = {
          document,
          appVersion: '1.28929.0',
          allowedHosts: ['*.example.com'],
          ...(console && { target: console }),
        }
        const found = lintFiles([file], { ...options, baseline: [] })
        const size =
          name === 'plist-binary'
            ? file.bytes.length
            : new TextDecoder(name === 'reg' ? 'utf-16le' : 'utf-8').decode(file.bytes).length
        for (const { location, message } of found) {
          expect(location.start).toBeLessThanOrEqual(location.end)
          expect(location.end).toBeLessThanOrEqual(size)
          expect(message).not.toMatch(/undefined|\[object/)
        }
      }),
    )
  })

  it('finds the same in whatever order settings stand', async () => {
    const examples = Object.entries(await loadExamples())
    const gist = (settings: { name: string; value: JsonValue }[]) => {
      const { files } = encode({ name: 'Any', settings }, { format: 'plist', document })
      const found = lintFiles(files, { document, appVersion: '1.18286.0', allowedHosts: ['a.example.com'] })
      return found.map(({ rule, key, message }) => `${rule} ${key} ${message}`).sort()
    }
    fc.assert(
      fc.property(
        fc
          .subarray(examples, { minLength: 2, maxLength: 30 })
          .chain((chosen) => fc.tuple(fc.constant(chosen), fc.shuffledSubarray(chosen, { minLength: chosen.length }))),
        ([one, other]) => {
          const settings = (list: [string, JsonValue][]) => list.map(([name, value]) => ({ name, value }))
          expect(gist(settings(other))).toEqual(gist(settings(one)))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('shows no secret in any message or format', () => {
    const secret = 'Zk7PLANTED4711secretQ9x'
    const text = `values:
  inferenceProvider: gateway
  inferenceGatewayBaseUrl: http://someone:${secret}@gateway.example.com
  inferenceGatewayApiKey: <${secret}>
  inferenceCredentialKind: static
  inferenceBedrockBearerToken: ${secret}
  inferenceCustomHeaders: {Authorization: "Bearer ${secret}"}
  otlpHeaders: ["Authorization: ${secret}"]
  managedMcpServers: [{name: a, transport: x, env: {TOKEN: ${secret}}, args: [--token, ${secret}]}]
  coworkEgressAllowedHosts: ["https://a.example.com/?token=${secret}"]
  someApiKey: "{{${secret}}}"
  organizationInstructions: ${secret}
`
    const found = lintFiles([yaml(text)], { document, appVersion: '1.28929.0', target: 'intune' })
    expect(found.length).toBeGreaterThan(10)
    const withoutFixes = found.map(({ fix: _, ...finding }) => finding)
    for (const output of [
      JSON.stringify(withoutFixes),
      formatSarif(found, { version: '1' }),
      formatGithub(found),
      formatJunit(['a.yaml'], found),
    ])
      expect(output).not.toContain(secret)
  })
})

describe('suppressions', () => {
  it.each([
    ['of the next line', '  # cowork-mdm-disable-next-line risky-value -- agreed\n  autoModeEnabled: true\n', []],
    [
      'over comments and empty lines',
      '  # cowork-mdm-disable-next-line risky-value -- agreed\n\n  # why\n  autoModeEnabled: true\n',
      [],
    ],
    ['of the file, behind', '  autoModeEnabled: true\n# cowork-mdm-disable risky-value -- agreed\n', []],
    ['behind a value', '  autoModeEnabled: true # cowork-mdm-disable risky-value -- agreed\n', []],
    [
      'of another line',
      '  # cowork-mdm-disable-next-line risky-value -- agreed\n  chatTabEnabled: true\n  autoModeEnabled: true\n',
      ['unused-suppression', 'risky-value'],
    ],
    [
      'in a text',
      '  autoModeEnabled: true\n  organizationInstructions: "# cowork-mdm-disable risky-value -- no"\n',
      ['risky-value'],
    ],
    [
      'in a block',
      '  autoModeEnabled: true\n  organizationInstructions: |\n    # cowork-mdm-disable risky-value -- no\n',
      ['risky-value'],
    ],
    ['with a longer word', '  # cowork-mdm-disabled risky-value -- agreed\n  autoModeEnabled: true\n', ['risky-value']],
  ])('%s', (_, text, rules) => {
    const found = lintFiles([yaml(`values:\n  inferenceProvider: anthropic\n${text}`)], { document })
    expect(found.map(({ rule }) => rule)).toEqual(rules)
  })

  it('of a rule that is off is not unused', () => {
    const text = 'values:\n  # cowork-mdm-disable-next-line risky-value -- agreed\n  inferenceProvider: anthropic\n'
    expect(lintFiles([yaml(text)], { document, levels: { 'risky-value': 'off' } })).toEqual([])
  })
})

/** What a template may leave: things that depend on whom it is for. */
const EXPECTED: ReadonlySet<RuleId> = new Set([
  'secret-inline',
  'payload-identifier-format',
  'lockout-scope',
  'jamf-unsigned-direct',
  'risky-value',
  'extension-policy',
  'egress-list-gap',
  'foreign-path',
  'bootstrap-replaces',
])
const NAMES = Object.keys(FORMATS) as FormatName[]

describe.each(templateNames())('template %s', (name) => {
  it('is full of placeholders before it is filled in, or has none', async () => {
    const text = await loadTemplate(name)
    const slots = templateSlots(text, document)
    const found = lintFiles([yaml(text)], { document }).filter(({ rule }) => rule === 'unresolved-placeholder')
    expect(found.length > 0).toBe(slots.length > 0)
  })

  it.each(NAMES)('filled in and written as %s has no error', async (format) => {
    const filled = fill(await loadTemplate(name))
    const { profile } = parseProfile(filled, { document })
    const options = { format, document, allowSecrets: true, resolveReference: () => 'kept-elsewhere' }
    const { files } = encode(profile, options)
    if (FORMATS[format].holdsNamesOnly) return
    const artifact = decode(files, { document, format })
    const unexpected = lint([artifact], { document }).filter(({ rule }) => !EXPECTED.has(rule))
    expect(unexpected.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
  })
})

it('every rule that is off finds nothing', () => {
  for (const rule of Object.keys(RULES) as RuleId[]) {
    const found = lintFiles(filesOf(rule, 'bad'), { ...optionsOf(rule), levels: { [rule]: 'off' } })
    expect(found.map((finding) => finding.rule)).not.toContain(rule)
  }
})
