import { encodeValue, type RegistryValue } from '@cowork-mdm/schema/values'
import type { EncodeInput } from '../format.js'

/** The settings as the registry holds them, in their order. */
export function toRegistry({ settings, options }: EncodeInput): { name: string; value: RegistryValue }[] {
  const context = { carrier: 'registry', ...(options.values && { values: options.values }) } as const
  return settings.map(({ name, key, value }) => ({ name, value: encodeValue(key, value, context) as RegistryValue }))
}
