import { keyNamed, latestSchema, loadExamples, type JsonValue } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatProfile } from '../src/format-profile.js'
import { parseProfile } from '../src/parse-profile.js'
import type { Profile, ProfileSetting } from '../src/profile.js'
import { resolveReferences } from '../src/references.js'

const document = await latestSchema()
const examples = await loadExamples()

/** Texts that YAML, JSON, references or Unicode make hard. */
const hard = fc.constantFrom(
  '${env:X}',
  '$${env:X}',
  '$$${file:a/b} $${env:}',
  '${env:X',
  '- a',
  '# a',
  'a: b',
  '*a',
  '&a',
  '!a',
  '|',
  '>-\n  a',
  '---\na',
  '%YAML 1.1',
  'null',
  'true',
  '~',
  '1e3',
  '0x1f',
  '007',
  '.inf',
  '2026-01-01',
  'it\'s "quoted"',
  ' leading and trailing ',
  'a\nb\n\n c\r\nd\re\n',
  '\ttab\t',
  '\0\x01\x1b\x7f\x85\u2028\u2029\ufeff',
  '😀👩‍👩‍👧‍👦 中文 \u202eא',
  '\ud800 half',
  'C:\\Program Files\\x',
  'x'.repeat(100_000),
  '',
)
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), hard)
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 53, -(2 ** 53), 2 ** 60, 1e21, 5e-324, 1.7976931348623157e308),
)
const value = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', '<<')), tie('value'), { maxKeys: 4 }),
  ),
})).value
const name = fc.oneof(
  fc.constantFrom('unknown', '__proto__', 'a: b', '5', 'null'),
  fc.string({ unit: 'grapheme', minLength: 1 }),
)
const isUnknown = ({ name: known }: { name: string }) => keyNamed(document, known) === undefined

const bare = ({ settings, ...fields }: Profile): Profile => ({
  ...fields,
  settings: settings.map(({ name: own, value: held, references }) => ({
    name: own,
    value: held,
    ...(references && { references }),
  })),
})
const again = (profile: Profile) => bare(parseProfile(formatProfile(profile), { document }).profile)

it('any value of a setting that no schema knows comes back from YAML as it was', () => {
  const settings = fc.uniqueArray(fc.record({ name, value }).filter(isUnknown), {
    selector: (setting) => setting.name,
    maxLength: 5,
  })
  const filled = text.filter((field) => field !== '')
  const fields = fc.record(
    { name: filled, description: filled, identifier: filled, organization: filled },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fields, settings, (own, list: ProfileSetting[]) => {
      expect(again({ ...own, settings: list })).toEqual({ ...own, settings: list })
    }),
  )
})

it('the example of every setting comes back as it was', () => {
  const settings = Object.entries(examples).map(([own, held]) => ({ name: own, value: held }))
  expect(again({ settings })).toEqual({ settings })
})

it('texts of settings come back, whatever they look like', () => {
  fc.assert(
    fc.property(text, (held) => {
      const settings = [
        { name: 'organizationInstructions', value: held },
        { name: 'banner', value: { text: held } },
        { name: 'coworkEgressAllowedHosts', value: [held] },
      ]
      expect(again({ settings })).toEqual({ settings })
    }),
  )
})

it('what was read and written is read again as the same, references included', () => {
  const part = fc.oneof(text, fc.constantFrom('${env:TOKEN}', '$${env:TOKEN}', '${file:a.txt}'))
  const written = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(written, (held) => {
      const yaml = `values: {organizationInstructions: ${JSON.stringify(held)}, other: [${JSON.stringify(held)}]}`
      const profile = bare(parseProfile(yaml, { document }).profile)
      expect(again(profile)).toEqual(profile)
      const [setting, other] = profile.settings
      const resolved = resolveReferences(setting!, ({ kind, name: of }) => `<${kind} ${of}>`)
      expect(resolveReferences(other!, ({ kind, name: of }) => `<${kind} ${of}>`)).toEqual([resolved])
      expect(resolved).toBe(
        held.replace(/\$(\$?)\{(env|file):([^}]*)\}/g, (whole, escape, kind, of) =>
          escape ? whole.slice(1) : `<${kind} ${of}>`,
        ),
      )
    }),
  )
})
