import { slotsIn, type Profile } from '@cowork-mdm/profile'
import type { JsonValue } from '@cowork-mdm/schema'
import type { EncodeOptions, FileBytes } from './format.js'
import { FORMATS } from './formats.js'
import { note, type Note } from './notes.js'
import { FIELDS, withoutEmptyFields } from './profile-fields.js'
import { carriedValue, isChanged } from './settings/carried-value.js'
import { checkText } from './settings/check-value.js'
import { selectSettings } from './settings/select-settings.js'

export interface Encoded {
  files: FileBytes[]
  /** What the files do not hold, or hold otherwise. */
  notes: Note[]
}

/**
 * Writes a profile in a delivery format. Same input, same bytes, on every platform.
 * @throws EncoderError where a value cannot be delivered in this format
 */
export function encode(given: Profile, options: EncodeOptions): Encoded {
  const profile = withoutEmptyFields(given)
  const format = FORMATS[options.format]
  const notes: Note[] = []
  const fields = FIELDS.filter((field) => profile[field] !== undefined)
  const lost = fields.filter((field) => !format.fields.includes(field))
  if (lost.length > 0) notes.push(note('field-not-carried', { detail: lost.join(', ') }))
  for (const field of fields) if (!lost.includes(field)) checkText(profile[field]!, `the profile's ${field}`, format)
  const settings = selectSettings(profile, format, options, notes)
  for (const setting of settings) {
    const slots = format.holdsNamesOnly ? [] : slotsIn(JSON.stringify(setting.value))
    if (slots.length > 0) notes.push(note('slot-left', { key: setting.name, detail: slots.join(', ') }))
    if (!isChanged(setting, format, options)) continue
    const detail = describe(carriedValue(setting, format, options))
    notes.push(note('value-changed', { key: setting.name, detail }))
  }
  return { files: format.encode({ profile, settings, options, notes }), notes }
}

/** The type of a value, never the value: it may be a secret. */
function describe(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'text'
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`
}
