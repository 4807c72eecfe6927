import type { Profile, ProfileSetting } from '@cowork-mdm/profile'
import { keyNamed, type JsonValue, type SchemaDocument, type SettingKey } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { textArbitrary } from './text-arbitrary.js'
import { anyValue, nameArbitrary, valueArbitrary } from './value-arbitrary.js'

/**
 * Any profile that a document allows: settings of it with valid values or unset, among settings that it does not know with
 * any value, in any order; and the fields of a profile.
 */
export function profileArbitrary(document: SchemaDocument): fc.Arbitrary<Profile> {
  // Made when needed, and once: some take longer to make than to run.
  const made = new Map<string, fc.Arbitrary<JsonValue>>()
  const valuesOf = ({ name, value }: SettingKey) => {
    if (!made.has(name)) made.set(name, fc.oneof({ weight: 9, arbitrary: valueArbitrary(value) }, unset))
    return made.get(name)!
  }
  const known = fc.constantFrom(...document.keys).chain((key) => settingOf(key.name, valuesOf(key)))
  const unknown = nameArbitrary()
    .filter((name) => keyNamed(document, name) === undefined)
    .chain((name) => settingOf(name, anyValue()))
  const settings = fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: known }, unknown), {
    selector: ({ name }) => name,
    maxLength: 8,
  })
  const identifier = fc.stringMatching(/^[a-z]{1,8}(?:\.[a-z0-9-]{1,12}){1,3}$/)
  const fields = { name: textArbitrary(), description: textArbitrary(), organization: textArbitrary(), identifier }
  return fc.record({ ...fields, settings }, { requiredKeys: ['settings'] })
}

const unset: fc.Arbitrary<JsonValue> = fc.constantFrom(null, '')

function settingOf(name: string, value: fc.Arbitrary<JsonValue>): fc.Arbitrary<ProfileSetting> {
  return value.map((decoded) => ({ name, value: decoded }))
}
