import type { JsonValue } from '@cowork-mdm/schema'
import type { Meter } from '../code/meter.js'
import { ArrayValue, ObjectValue, type Value } from './values.js'

/** Values in a JSON text, and values inside values; a schema's defaults have a handful. */
const MOST_VALUES = 20_000
const DEEPEST = 200

/** The value as JSON; undefined when it is unknown or has no JSON form. `undefined` properties are left out. */
export function toJson(value: Value, meter?: Meter): JsonValue | undefined {
  let left = MOST_VALUES
  const convert = (part: Value, depth: number): JsonValue | undefined => {
    // Lists inside lists can stand for more values than any memory holds.
    if (--left < 0 || depth > DEEPEST) return undefined
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part
    if (typeof part === 'number') return Number.isFinite(part) ? part : undefined
    if (part instanceof ArrayValue) {
      if (part.open) return undefined
      const items: JsonValue[] = []
      for (const item of part.items) {
        const json = convert(item, depth + 1)
        if (json === undefined) return undefined
        items.push(json)
      }
      return items
    }
    if (part instanceof ObjectValue) {
      if (part.open) return undefined
      const entries: [string, JsonValue][] = []
      for (const [name, slot] of part.slots) {
        if (!('value' in slot)) return undefined
        if (slot.value === undefined) continue
        const json = convert(slot.value, depth + 1)
        if (json === undefined) return undefined
        entries.push([name, json])
      }
      return Object.fromEntries(entries)
    }
    return undefined
  }
  const json = convert(value, 0)
  meter?.spend(MOST_VALUES - left)
  return json
}

/** JSON as an evaluated value. */
export function fromJson(json: JsonValue): Value {
  if (Array.isArray(json)) return new ArrayValue(json.map(fromJson))
  if (typeof json === 'object' && json !== null) {
    return ObjectValue.of(Object.entries(json).map(([name, value]) => [name, fromJson(value)]))
  }
  return json
}
