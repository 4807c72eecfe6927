import { ZodValue } from '../zod/zod-value.js'
import { ArrayValue, CollectionValue, NamespaceValue, ObjectValue, type Value } from './values.js'

/** Steps that making a small object of each kind counts for, by the memory it takes. */
export const WEIGHT = { list: 2, object: 8, function: 8, call: 8, schema: 16 } as const

/** Steps that going through all of a value once counts for; what it holds is not looked into. */
export function weightOf(value: Value): number {
  if (typeof value === 'string') return value.length >> 4
  if (typeof value !== 'object' || value === null) return 0
  if (value instanceof ArrayValue) return value.items.length
  if (value instanceof ObjectValue) return value.slots.size
  if (value instanceof CollectionValue) return value.entries.size
  if (value instanceof ZodValue) {
    const shape = value.fields.get('shape')
    return value.fields.size + value.checks.length + (shape instanceof ObjectValue ? shape.slots.size : 0)
  }
  return value instanceof NamespaceValue ? 1 : 0
}

export function weightOfAll(values: readonly Value[]): number {
  let weight = values.length
  for (const value of values) weight += weightOf(value)
  return weight
}
