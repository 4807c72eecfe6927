import type { JsonValue } from '@cowork-mdm/schema'
import { encodeValue, readStored } from '@cowork-mdm/schema/values'
import type { CarriedSetting, EncodeOptions, Format } from '../format.js'

/** What comes back when the setting is stored as the format stores it. */
export function carriedValue({ key, value }: CarriedSetting, format: Format, options: EncodeOptions): JsonValue {
  const { carrier, keepsReferences } = format
  // The authoring form holds values as they are.
  if (keepsReferences) return value
  const encoded = encodeValue(key, value, { carrier, ...(options.values && { values: options.values }) })
  const stored = carrier === 'registry' ? (encoded as { data: JsonValue }).data : (encoded as JsonValue)
  return key ? (readStored(key, stored).value as JsonValue) : stored
}

/** Whether the setting comes back as another value: one that no schema knows may, as nothing tells text from JSON text. */
export function isChanged(setting: CarriedSetting, format: Format, options: EncodeOptions): boolean {
  const { key, value } = setting
  // A list or map of a setting that takes one is JSON text on the way, which brings back the same.
  if (typeof value === 'object' && key && key.value.type !== 'string') return false
  return JSON.stringify(carriedValue(setting, format, options)) !== JSON.stringify(value)
}
