import { LONGEST_POLICY_TEXT } from '@cowork-mdm/schema'
import { note, type Note } from '../notes.js'

/** Notes texts that are set by a file, but cannot be once they go through group policy. */
export function noteLongTexts(values: readonly { name: string; data: unknown }[], notes: Note[]): void {
  for (const { name, data } of values) {
    if (typeof data === 'string' && data.length > LONGEST_POLICY_TEXT)
      notes.push(note('too-long-for-policy', { key: name, detail: String(LONGEST_POLICY_TEXT) }))
  }
}
