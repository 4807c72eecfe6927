import type { ValueSchema } from './schema-document.js'

/**
 * The type of a value in a few words: `boolean`, `string[]`, `object`, `map of string`, `string | object`, `any`, or
 * `never` for what must not be set.
 * Allowed values and bounds are not part of it.
 */
export function describeType(schema: ValueSchema): string {
  return [...new Set(alternatives(schema))].join(' | ')
}

function alternatives(schema: ValueSchema): string[] {
  switch (schema.type) {
    case 'array':
      return [listOf(schema)]
    case 'object':
      return [mapOrObject(schema)]
    case undefined:
      break
    default:
      return [schema.type]
  }
  if (schema.anyOf) return schema.anyOf.flatMap(alternatives)
  const constants = schema.const !== undefined ? [schema.const] : (schema.enum ?? [])
  if (constants.length > 0) return constants.map((value) => (value === null ? 'null' : typeof value))
  if (schema.not && Object.keys(schema.not).length === 0) return ['never']
  const typed = schema.allOf?.find((part) => part.type ?? part.anyOf)
  return typed ? alternatives(typed) : ['any']
}

function listOf({ items }: ValueSchema): string {
  if (!items) return 'array'
  const item = describeType(items)
  return item.includes(' ') ? `(${item})[]` : `${item}[]`
}

function mapOrObject({ properties, additionalProperties }: ValueSchema): string {
  const isMap = typeof additionalProperties === 'object' && Object.keys(properties ?? {}).length === 0
  return isMap ? `map of ${describeType(additionalProperties)}` : 'object'
}
