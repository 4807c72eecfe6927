import { encodeValue } from '@cowork-mdm/schema/values'
import type { EncodeInput } from '../format.js'
import type { PlistMap, PlistValue } from '../plist/plist-value.js'

/** The settings as a property list holds them, in their order. */
export function toPlist({ settings, options }: EncodeInput): PlistMap {
  const context = { carrier: 'plist', ...(options.values && { values: options.values }) } as const
  return new Map(
    settings.map(({ name, key, value }) => {
      const stored = encodeValue(key, value, context) as PlistValue
      return [name, stored !== value && typeof stored === 'string' ? escapeNoncharacters(stored) : stored]
    }),
  )
}

/** In JSON text, the two characters that XML has no form for may stand as escapes. */
function escapeNoncharacters(json: string): string {
  return json.replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
}
