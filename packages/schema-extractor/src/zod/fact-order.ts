import type { ValueSchema } from '@cowork-mdm/schema'

const ORDER: readonly (keyof ValueSchema)[] = [
  'title',
  'description',
  'type',
  'const',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'items',
  'prefixItems',
  'minItems',
  'maxItems',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'anyOf',
  'allOf',
  'not',
  'default',
  'x-uri-policy',
  'x-path',
  'x-glob',
  'x-lenient',
  'x-input',
]

const RANK: ReadonlyMap<string, number> = new Map(ORDER.map((fact, index) => [fact, index]))

/** The same facts in one order, so that equal schemas are equal as text. */
export function inOrder(schema: ValueSchema): ValueSchema {
  const known = Object.entries(schema).filter(([fact, value]) => value !== undefined && RANK.has(fact))
  return Object.fromEntries(known.sort(([left], [right]) => RANK.get(left)! - RANK.get(right)!))
}
