import type { JsonValue, SettingKey } from '../schema-document.js'
import type { Carrier, RegistryValue } from './decode-value.js'
import { toStoredText } from './read-stored.js'

/** A decoded value as a carrier stores it. */
export type Encoded = JsonValue | RegistryValue

/** `app`: as the app's own exporter writes them, native booleans and numbers; `strings`: a text for every value. */
export type ValueStyle = 'app' | 'strings'

export interface EncodeContext {
  carrier: Carrier
  /** By default `app`. */
  values?: ValueStyle
}

const LARGEST_DWORD = 0xffff_ffff

/**
 * Stores a decoded value so that every release reads it back: the inverse of decoding. A plist keeps booleans and numbers
 * and takes lists and maps as one JSON text; the registry takes booleans and small integers as `REG_DWORD` and everything
 * else as `REG_SZ`; JSON stays as it is. `key` is absent for a setting that the document does not know.
 */
export function encodeValue(
  key: SettingKey | undefined,
  value: JsonValue,
  { carrier, values = 'app' }: EncodeContext,
): Encoded {
  if (carrier === 'json') return values === 'app' || value === null ? value : toStoredText(key, value)
  const isPlain = values === 'app' && (typeof value === 'boolean' || typeof value === 'number')
  if (carrier === 'plist') return isPlain ? value : toStoredText(key, value)
  if (isPlain && isDword(value)) return { type: 'REG_DWORD', data: Number(value) }
  return { type: 'REG_SZ', data: toStoredText(key, value) }
}

function isDword(value: boolean | number): boolean {
  return typeof value === 'boolean' || (Number.isInteger(value) && value >= 0 && value <= LARGEST_DWORD)
}
