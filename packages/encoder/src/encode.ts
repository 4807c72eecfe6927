import type { Profile } from '@cowork-mdm/profile'
import type { EncodeOptions, FileBytes } from './format.js'
import { FORMATS } from './formats.js'
import { note, type Note } from './notes.js'
import { selectSettings } from './settings/select-settings.js'

const FIELDS = ['name', 'description', 'identifier', 'organization'] as const

export interface Encoded {
  files: FileBytes[]
  /** What the files do not hold, or hold otherwise. */
  notes: Note[]
}

/**
 * Writes a profile in a delivery format. Same input, same bytes, on every platform.
 * @throws EncoderError where a value cannot be delivered in this format
 */
export function encode(profile: Profile, options: EncodeOptions): Encoded {
  const format = FORMATS[options.format]!
  const notes: Note[] = []
  const lost = FIELDS.filter((field) => profile[field] !== undefined && !format.fields.includes(field))
  if (lost.length > 0) notes.push(note('field-not-carried', { detail: lost.join(', ') }))
  const settings = selectSettings(profile, format, options, notes)
  return { files: format.encode({ profile, settings, options, notes }), notes }
}
