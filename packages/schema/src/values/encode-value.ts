import type { JsonValue, SettingKey } from '../schema-document.js'
import type { Carrier, RegistryValue } from './decode-value.js'

/** A decoded value as a carrier stores it. */
export type Encoded = JsonValue | RegistryValue

const LARGEST_DWORD = 0xffff_ffff

/**
 * Stores a decoded value so that every release reads it back: the inverse of decoding, in the forms of the app's own
 * exporter. A plist keeps booleans and numbers and takes lists and maps as one JSON text; the registry takes booleans and
 * small integers as `REG_DWORD` and everything else as `REG_SZ`; JSON stays as it is.
 */
export function encodeValue(_key: SettingKey, value: JsonValue, { carrier }: { carrier: Carrier }): Encoded {
  if (carrier === 'json') return value
  const plain = typeof value === 'object' ? JSON.stringify(value) : value
  if (carrier === 'plist') return plain
  if (typeof plain === 'boolean') return { type: 'REG_DWORD', data: plain ? 1 : 0 }
  if (typeof plain === 'number' && Number.isInteger(plain) && plain >= 0 && plain <= LARGEST_DWORD)
    return { type: 'REG_DWORD', data: plain }
  return { type: 'REG_SZ', data: String(plain) }
}
