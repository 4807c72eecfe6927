import { encodeValue } from '@cowork-mdm/schema/values'
import type { EncodeInput } from '../format.js'
import type { PlistMap, PlistValue } from '../plist/plist-value.js'

/** The settings as a property list holds them, in their order. */
export function toPlist({ settings, options }: EncodeInput): PlistMap {
  const context = { carrier: 'plist', ...(options.values && { values: options.values }) } as const
  return new Map(settings.map(({ name, key, value }) => [name, encodeValue(key, value, context) as PlistValue]))
}
