import type { InputForm, JsonValue, UriPolicy, ValueSchema } from '@cowork-mdm/schema'

/** JSON Schema draft-07, as plain JSON. */
export type JsonSchema = { [keyword: string]: JsonValue }

export const REFERENCE: JsonSchema = { $ref: '#/definitions/reference' }

/** Keywords that mean the same in draft-07. */
const SAME = [
  'type',
  'enum',
  'const',
  'default',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'required',
  'title',
  'description',
] as const satisfies readonly (keyof ValueSchema)[]

/** Keywords whose values are schemas, or lists of them; of `additionalProperties`, where it is one. */
const NESTED = ['items', 'additionalProperties', 'not'] as const satisfies readonly (keyof ValueSchema)[]
const LISTS = ['anyOf', 'allOf'] as const satisfies readonly (keyof ValueSchema)[]

/**
 * A value schema in draft-07, for what people write: texts may hold references, raw forms that the app accepts are accepted.
 * Nothing that the app takes is refused, but for what it takes by accident (`true` as a number); what it would drop in
 * silence is.
 */
export function valueJsonSchema(schema: ValueSchema): JsonSchema {
  const written: JsonSchema = {}
  for (const keyword of SAME) if (schema[keyword] !== undefined) written[keyword] = schema[keyword]
  for (const keyword of NESTED) {
    const nested = schema[keyword]
    if (nested !== undefined) written[keyword] = nested === false ? false : valueJsonSchema(nested)
  }
  for (const keyword of LISTS) if (schema[keyword]) written[keyword] = schema[keyword].map(valueJsonSchema)
  if (schema.propertyNames) written['propertyNames'] = plain(schema.propertyNames)
  if (schema.prefixItems) written['items'] = schema.prefixItems.map(valueJsonSchema)
  if (schema.properties) {
    const properties = Object.entries(schema.properties).map(([name, part]) => [name, valueJsonSchema(part)] as const)
    written['properties'] = Object.fromEntries(properties)
  }
  Object.assign(written, uriKeywords(schema))
  const alternatives = [written, ...rawForms(schema), ...(isConstrainedText(schema) ? [REFERENCE] : [])]
  return alternatives.length === 1 ? written : { anyOf: alternatives }
}

/** Names of properties hold no references. */
function plain(schema: ValueSchema): JsonSchema {
  const { anyOf } = valueJsonSchema({ type: 'string', ...schema })
  return Array.isArray(anyOf) ? (anyOf[0] as JsonSchema) : valueJsonSchema({ type: 'string', ...schema })
}

/** Where any text is allowed, one with a reference is. A constant tells variants apart, and is no place for one. */
function isConstrainedText(schema: ValueSchema): boolean {
  const { type, enum: words, minLength, maxLength, pattern, format } = schema
  const isConstrained = words ?? minLength ?? maxLength ?? pattern ?? format ?? schema['x-uri-policy']
  return type === 'string' && isConstrained !== undefined
}

/** The beginning that a policy asks of a URL. */
const SCHEMES: Record<UriPolicy, string> = {
  https: '[Hh][Tt][Tt][Pp][Ss]://',
  'https-or-loopback': '[Hh][Tt][Tt][Pp]([Ss]://|://(localhost|127\\.0\\.0\\.1|\\[::1\\])([:/?#]|\\s*$))',
  any: '[A-Za-z][A-Za-z0-9+.-]*:',
}

function uriKeywords(schema: ValueSchema): JsonSchema {
  const policy = schema['x-uri-policy'] ?? (schema.format === 'uri' ? 'any' : undefined)
  if (policy === undefined) return {}
  const forms = schema['x-input'] ?? []
  // Without a scheme it is taken for https.
  const bare = forms.includes('default-scheme') ? '|(?![A-Za-z][A-Za-z0-9+.-]*://)' : ''
  return { pattern: `^\\s*(${SCHEMES[policy]}${bare})` }
}

const FORMS: Record<InputForm, (schema: ValueSchema) => JsonSchema[]> = {
  trim: () => [],
  'default-scheme': () => [],
  coerce: ({ type }) => (type === 'boolean' ? [WORDS] : [{ type: 'string', pattern: '^\\s*[-+.\\d]' }]),
  'header-string': () => [{ type: 'string', pattern: '=' }],
  'header-list': () => [{ type: 'array', items: { type: 'string' } }],
}

/** Words and numbers that are read as booleans. */
export const WORDS: JsonSchema = { type: 'string', pattern: '^\\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[01])\\s*$' }

function rawForms(schema: ValueSchema): JsonSchema[] {
  return (schema['x-input'] ?? []).flatMap((form) => FORMS[form](schema))
}
