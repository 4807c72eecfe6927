import type { ValueSchema } from '@cowork-mdm/schema'
import { anything } from './anything.js'
import { boolean } from './boolean.js'
import { allowedValues, enumeration } from './enumeration.js'
import { isForbidden } from './forbidden.js'
import { integer } from './integer.js'
import { intersection } from './intersection.js'
import { list } from './list.js'
import { map } from './map.js'
import { nothing } from './nothing.js'
import { nullValue } from './null-value.js'
import { number } from './number.js'
import { object } from './object.js'
import { path } from './path.js'
import { text } from './text.js'
import { union } from './union.js'
import { url } from './url.js'
import type { ValueKind } from './value-kind.js'

/** The kind of the values that a schema admits. */
export function kindOf(schema: ValueSchema): ValueKind {
  if (isForbidden(schema)) return nothing
  if (allowedValues(schema)) return enumeration
  switch (schema.type) {
    case 'boolean':
      return boolean
    case 'integer':
      return integer
    case 'number':
      return number
    case 'string':
      return textKind(schema)
    case 'array':
      return list
    case 'object':
      return Object.keys(schema.properties ?? {}).length > 0 ? object : map
    case 'null':
      return nullValue
    case undefined:
      return untypedKind(schema)
  }
}

function textKind(schema: ValueSchema): ValueKind {
  if (schema['x-uri-policy'] !== undefined || schema.format === 'uri') return url
  return schema['x-path'] === undefined ? text : path
}

function untypedKind({ anyOf, allOf }: ValueSchema): ValueKind {
  if (anyOf) return union
  return allOf ? intersection : anything
}
