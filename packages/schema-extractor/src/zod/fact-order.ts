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

/** The same facts in one order, so that equal schemas are equal as text. */
export function inOrder(schema: ValueSchema): ValueSchema {
  const ordered: Record<string, unknown> = {}
  for (const fact of ORDER) if (schema[fact] !== undefined) ordered[fact] = schema[fact]
  return ordered
}
