import type { JsonValue } from '@cowork-mdm/schema'
import { storedText } from '../../reference/stored-value.js'

/** What is sent to a policy of an ingested ADMX file. */
export type PolicyData =
  | 'enabled'
  | 'disabled'
  /** Enabled, with the value of its one element. */
  | { id: string; value: string }

/** Enabled, with a value for the one element, which has the identifier of its policy. */
export function elementData(value: JsonValue, id: string): PolicyData {
  return { id, value: storedText(value) }
}
