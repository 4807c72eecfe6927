import type { JsonValue } from '@cowork-mdm/schema'
import { encodeValue } from '@cowork-mdm/schema/values'
import type { EncodeInput } from '../format.js'

/** The settings as JSON files hold them, in their order. */
export function toJson({ settings, options }: EncodeInput): [name: string, value: JsonValue][] {
  const context = { carrier: 'json', ...(options.values && { values: options.values }) } as const
  return settings.map(({ name, key, value }) => [name, encodeValue(key, value, context) as JsonValue])
}
