import type { JsonValue } from '@cowork-mdm/schema'

/** A value as it is typed into a text field: text as it is, everything else as JSON in one line. */
export function storedText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
