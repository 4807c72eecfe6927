import { carried, decode, encode, EncoderError, type EncodeOptions } from '@cowork-mdm/encoder'
import { validateProfile, type Profile } from '@cowork-mdm/profile'
import { latestSchema, loadExamples, type JsonValue } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyProfile, rollback } from '../../src/index.js'
import { placeOf } from '../../src/apply/place-of.js'
import { machine, PLATFORMS } from '../support/machine.js'

const document = await latestSchema()
const examples = Object.entries(await loadExamples())
const FORMATS = { darwin: 'plist', linux: 'linux', win32: 'reg' } as const

/**
 * Settings with their examples, some with texts that every carrier must quote, and some that no schema knows; what is
 * refused before anything is written is another test's.
 */
function profiles(options: EncodeOptions): fc.Arbitrary<Profile> {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('"', '\\', 'a\\"b', '<&>', '日本', '%X%', ' x '),
  )
  const known = fc
    .constantFrom(...examples)
    .chain(([name, example]) =>
      (typeof example === 'string' ? fc.oneof(fc.constant(example), texts) : fc.constant(example)).map(
        (value): [string, JsonValue] => [name, value],
      ),
    )
  const unknown = fc.tuple(fc.stringMatching(/^[a-z][A-Za-z0-9]{2,20}$/), fc.oneof(texts, fc.boolean(), fc.nat()))
  const settings = fc.uniqueArray(fc.oneof({ weight: 5, arbitrary: known }, unknown), {
    selector: ([name]) => name.toLowerCase(),
    maxLength: 8,
  })
  return settings
    .map((entries) => ({ settings: entries.map(([name, value]) => ({ name, value })) }))
    .map(({ settings: all }) => ({ settings: all.filter((setting) => isTaken({ settings: [setting] }, options)) }))
    .filter((profile) => isTaken(profile, options))
}

function isTaken(profile: Profile, options: EncodeOptions): boolean {
  if (validateProfile(profile, document).some(({ severity }) => severity === 'error')) return false
  if (JSON.stringify(profile).includes('REPLACE_')) return false
  try {
    encode(profile, options)
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(EncoderError)
    return false
  }
}

describe.each(PLATFORMS)('%s', (platform) => {
  const encoding = { format: FORMATS[platform], document, allowUnknown: true } as const

  test('what is there after applying is what the format carries; going back brings what was there', async () => {
    const anyProfile = profiles(encoding)
    await fc.assert(
      fc.asyncProperty(anyProfile, anyProfile, async (one, other) => {
        const { host } = await machine(platform)
        const place = await placeOf(host, {})
        const present = async () => (await place.read())?.bytes
        const settings = async () => {
          const { profile } = decode({ path: 'x', bytes: (await present())! }, { document, format: FORMATS[platform] })
          return sorted({ settings: profile.settings.map(({ name, value }) => ({ name, value })) })
        }
        const options = { document, allowUnknown: true }
        await applyProfile(host, one, options)
        expect(await settings()).toEqual(sorted(carried(one, encoding)))
        const first = await present()
        const { changed } = await applyProfile(host, other, options)
        expect(await settings()).toEqual(sorted(carried(other, encoding)))
        const second = await present()
        expect(await applyProfile(host, other, options)).toMatchObject({ changed: false, changes: [] })
        if (!changed) return
        await rollback(host, options)
        expect(place.isSame(await present(), first)).toBe(true)
        await rollback(host, options)
        expect(place.isSame(await present(), second)).toBe(true)
      }),
      { numRuns: process.env['COWORK_MDM_SOAK'] === undefined ? 8 : 2000, interruptAfterTimeLimit: 60_000 },
    )
  }, 120_000)
})

/** The order of settings means nothing. */
function sorted({ settings }: Pick<Profile, 'settings'>) {
  return [...settings].sort((left, right) => (left.name < right.name ? -1 : 1))
}
