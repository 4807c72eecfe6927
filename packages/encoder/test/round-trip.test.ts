import type { Profile, ProfileSetting } from '@cowork-mdm/profile'
import { latestSchema, loadExamples } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carried } from '../src/carried.js'
import { decode } from '../src/decode.js'
import { encode } from '../src/encode.js'
import { EncoderError } from '../src/encoder-error.js'
import type { EncodeOptions, FormatName } from '../src/format.js'
import { FORMATS } from '../src/formats.js'
import { profileArbitrary } from './support/profile-arbitrary.js'

const document = await latestSchema()
const examples = await loadExamples()
const anyProfile = profileArbitrary(document)

// Every format, and whatever is added to the table: nothing here knows any of them.
describe.each(Object.keys(FORMATS) as FormatName[])('%s', (format) => {
  it('brings back the example of every setting', () => {
    // Names of which the registry makes one.
    const { enduserAttribution: _, ...distinct } = examples
    const settings = Object.entries(distinct).map(([name, value]) => ({ name, value }))
    const options = { format, document, allowSecrets: true }
    const profile = { name: 'All examples', description: 'Every setting', settings }
    expect(reread(profile, options)).toEqual(carried(profile, options))
  })

  it('brings back what it carries, of any profile; the rest is a note or a refusal', () => {
    const anyOptions = fc.record({
      values: fc.constantFrom('app' as const, 'strings' as const),
      dropEmpty: fc.boolean(),
      allowUnknown: fc.boolean(),
    })
    fc.assert(
      fc.property(anyProfile, anyOptions, (any, chosen) => {
        const options = { format, document, allowSecrets: true, ...chosen }
        const profile = isTaken(any, options) ? any : withoutRefused(any, options)
        const arriving = carried(profile, options)
        expect(reread(profile, options)).toEqual(arriving)
        if (!FORMATS[format].holdsNamesOnly) expect(notedLosses(profile, options)).toEqual(losses(profile, arriving))
      }),
    )
  })
})

function reread(profile: Profile, options: EncodeOptions): Profile {
  const { document, format } = options
  const { settings, ...fields } = decode(encode(profile, options).files, { document, format }).profile
  return { ...fields, settings: settings.map(({ source: _, ...setting }) => setting) }
}

/** The profile without the fields and settings that are refused, alone or beside those before them. */
function withoutRefused({ settings, ...fields }: Profile, options: EncodeOptions): Profile {
  const taken = Object.entries(fields).filter(([field, text]) => isTaken({ settings: [], [field]: text }, options))
  const kept: ProfileSetting[] = []
  for (const setting of settings) if (isTaken({ settings: [...kept, setting] }, options)) kept.push(setting)
  return { ...Object.fromEntries(taken), settings: kept }
}

function isTaken(profile: Profile, options: EncodeOptions): boolean {
  try {
    encode(profile, options)
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(EncoderError)
    expect(['value-not-carried', 'unknown-key-refused', 'too-large']).toContain((error as EncoderError).code)
    expect((error as EncoderError).hint).toBeDefined()
    return false
  }
}

/** Fields and settings that do not arrive, or arrive as something else. */
function losses({ settings, ...fields }: Profile, arriving: Profile): string[] {
  const values = new Map(arriving.settings.map(({ name, value }) => [name, value]))
  return [
    ...Object.entries(fields).flatMap(([field, text]) =>
      text === '' || arriving[field as 'name'] === text ? [] : [field],
    ),
    ...settings.flatMap(({ name, value }) =>
      JSON.stringify(values.get(name)) === JSON.stringify(value) ? [] : [name],
    ),
  ].sort()
}

function notedLosses(profile: Profile, options: EncodeOptions): string[] {
  const { notes } = encode(profile, options)
  return notes
    .filter(({ code }) => code.endsWith('left-out') || code === 'field-not-carried' || code === 'value-changed')
    .flatMap(({ key, detail }) => key ?? detail!.split(', '))
    .sort()
}
