import { note, type Note } from '../notes.js'

/**
 * The longest text that registry.pol can carry, in UTF-16 units: the size of a value is a 16-bit number of bytes there
 * ([MS-GPREG] 2.2.1), and a text ends with a zero.
 */
const LONGEST_POLICY_TEXT = 32_766

/** Notes texts that are set by a file, but cannot be once they go through group policy. */
export function noteLongTexts(values: readonly { name: string; data: unknown }[], notes: Note[]): void {
  for (const { name, data } of values) {
    if (typeof data === 'string' && data.length > LONGEST_POLICY_TEXT)
      notes.push(note('too-long-for-policy', { key: name, detail: String(LONGEST_POLICY_TEXT) }))
  }
}
