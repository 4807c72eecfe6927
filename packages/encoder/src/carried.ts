import type { Profile } from '@cowork-mdm/profile'
import type { EncodeOptions } from './format.js'
import { FORMATS } from './formats.js'
import type { Note } from './notes.js'
import { withoutEmptyFields } from './profile-fields.js'
import { carriedValue } from './settings/carried-value.js'
import { selectSettings } from './settings/select-settings.js'

/**
 * What of a profile arrives when it is encoded and decoded again: without the fields the format has no place for, with those
 * it fills in, and with settings that the schema does not know in the form that the format gives them.
 * @throws EncoderError as `encode` does
 */
export function carried(given: Profile, options: EncodeOptions): Profile {
  const profile = withoutEmptyFields(given)
  const format = FORMATS[options.format]
  const notes: Note[] = []
  const fields = format.fields.flatMap((field) => (profile[field] === undefined ? [] : [[field, profile[field]]]))
  const selected = selectSettings(profile, format, options, notes)
  const settings = format.holdsNamesOnly ? [] : selected
  return {
    ...(Object.fromEntries(fields) as Omit<Profile, 'settings'>),
    ...format.fillsIn?.(profile, options),
    settings: settings.map((setting) => ({
      name: setting.name,
      value: carriedValue(setting, format, options),
      ...(setting.references && { references: setting.references }),
    })),
  }
}
