import type { JsonValue } from '@cowork-mdm/schema'
import { ArrayValue, ObjectValue, type Value } from './values.js'

/** The value as JSON; undefined when it is unknown or has no JSON form. `undefined` properties are left out. */
export function toJson(value: Value): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (value instanceof ArrayValue) {
    if (value.open) return undefined
    const items = value.items.map(toJson)
    return items.includes(undefined) ? undefined : (items as JsonValue[])
  }
  if (value instanceof ObjectValue) {
    if (value.open) return undefined
    const entries: [string, JsonValue][] = []
    for (const [name, slot] of value.slots) {
      if (!('value' in slot)) return undefined
      if (slot.value === undefined) continue
      const json = toJson(slot.value)
      if (json === undefined) return undefined
      entries.push([name, json])
    }
    return Object.fromEntries(entries)
  }
  return undefined
}

/** JSON as an evaluated value. */
export function fromJson(json: JsonValue): Value {
  if (Array.isArray(json)) return new ArrayValue(json.map(fromJson))
  if (typeof json === 'object' && json !== null) {
    return ObjectValue.of(Object.entries(json).map(([name, value]) => [name, fromJson(value)]))
  }
  return json
}
