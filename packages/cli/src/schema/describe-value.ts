import type { InputForm, UriPolicy, ValueSchema } from '@cowork-mdm/schema'
import { counted } from '@cowork-mdm/schema'
import { plainJson, plainText } from '../output/plain-text.js'

/**
 * A value in words, without what is inside objects and unions: `string, 1 to 64 characters`, `list (at most 5 entries) of
 * integers, above 0`.
 */
export function describeValue(schema: ValueSchema, number: GrammaticalNumber = 'one'): string {
  const facts = [...boundsOf(schema), ...remarksOf(schema)].filter((fact) => fact !== '')
  const content = contentOf(schema)
  if (!content) return [kindOf(schema, number), ...facts].join(', ')
  const container = number === 'one' ? content.container : `${content.container}s`
  const head = facts.length > 0 ? `${container} (${facts.join(', ')})` : container
  return `${head} ${content.preposition} ${describeValue(content.of, 'many')}`
}

/** Of what is inside a list there are many: `list of glob patterns`. */
type GrammaticalNumber = 'one' | 'many'

/** What a list or a map holds, where it is the same for all entries. */
export function contentOf({ type, items, properties, additionalProperties: values }: ValueSchema) {
  if (type === 'array' && items) return { container: 'list', preposition: 'of', of: items }
  const isMap = type === 'object' && typeof values === 'object' && Object.keys(properties ?? {}).length === 0
  return isMap ? { container: 'map', preposition: 'of names to', of: values } : undefined
}

function kindOf(schema: ValueSchema, number: GrammaticalNumber): string {
  const s = number === 'one' ? '' : 's'
  if (schema.const !== undefined) return plainJson(schema.const)
  if (schema.enum) return schema.enum.length === 1 ? plainJson(schema.enum[0]) : `one of ${listOf(schema.enum)}`
  if (schema.anyOf) return `one of ${counted(schema.anyOf.length, 'form')}`
  if (schema.not) return isAnything(schema.not) ? 'not allowed' : `anything but ${describeValue(schema.not, number)}`
  switch (schema.type) {
    case undefined:
      return schema.allOf ? 'all of the following' : `any value${s}`
    case 'string':
      return textKind(schema, s)
    case 'array':
      return `list${s}`
    case 'object':
      return schema.properties || schema.additionalProperties === false ? `object${s}` : `object${s} of any content`
    default:
      return schema.type === 'null' ? schema.type : schema.type + s
  }
}

function listOf(values: readonly unknown[]): string {
  return values.map(plainJson).join(', ')
}

function textKind(schema: ValueSchema, s: string): string {
  const policy = schema['x-uri-policy']
  if (policy) return `URL${s} ${URI_POLICIES[policy]}`
  if (schema['x-path']) return s ? `paths of ${schema['x-path']}s` : `path of a ${schema['x-path']}`
  if (schema['x-glob']) return `glob pattern${s}`
  if (schema.format === 'uri') return `URL${s}`
  return schema.format ? `string${s} of the format ${plainText(schema.format)}` : `string${s}`
}

const URI_POLICIES: Record<UriPolicy, string> = {
  https: 'with https',
  'https-or-loopback': 'with https, or http on loopback',
  any: 'of any scheme',
}

function boundsOf(schema: ValueSchema): string[] {
  return [
    schema.minLength === 1 && schema.maxLength === undefined
      ? 'not empty'
      : range(schema.minLength, schema.maxLength, (count) => counted(count, 'character')),
    range(schema.minItems, schema.maxItems, (count) => (count === 1 ? '1 entry' : `${count} entries`)),
    schema.exclusiveMinimum === undefined ? '' : `above ${schema.exclusiveMinimum}`,
    schema.exclusiveMaximum === undefined ? '' : `below ${schema.exclusiveMaximum}`,
    range(schema.minimum, schema.maximum, String),
    schema.multipleOf === undefined ? '' : `a multiple of ${schema.multipleOf}`,
    schema.pattern === undefined ? '' : `matching ${plainText(schema.pattern)}`,
  ]
}

function range(from: number | undefined, to: number | undefined, unit: (count: number) => string): string {
  if (from !== undefined && to !== undefined) return from === to ? `exactly ${unit(to)}` : `${from} to ${unit(to)}`
  if (from !== undefined) return `at least ${unit(from)}`
  return to === undefined ? '' : `at most ${unit(to)}`
}

function remarksOf(schema: ValueSchema): string[] {
  return [
    schema.default === undefined ? '' : `default ${plainJson(schema.default)}`,
    ...(schema['x-input'] ?? []).map((form) => INPUT_FORMS[form]),
    schema['x-lenient'] ? 'a bad part is dropped' : '',
  ]
}

const INPUT_FORMS: Record<InputForm, string> = {
  trim: 'trimmed',
  coerce: 'also as text',
  'default-scheme': 'https:// added where missing',
  'header-string': 'also as "name=value,…"',
  'header-list': 'also as ["name: value"]',
}

function isAnything(schema: ValueSchema): boolean {
  return Object.keys(schema).length === 0
}
