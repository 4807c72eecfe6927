import * as z from 'zod'
import { SchemaError } from '../schema-error.js'
import type { JsonValue, ValueSchema } from '../schema-document.js'
import { ANNOTATIONS } from './annotations.js'
import { expectedOneOf } from './describe-issue.js'

const cache = new WeakMap<ValueSchema, z.ZodType>()

/**
 * The zod schema of a value schema. Built once for each schema object of a document.
 * @throws SchemaError for an annotation that has no validator
 */
export function validatorFor(schema: ValueSchema): z.ZodType {
  let validator = cache.get(schema)
  if (!validator) cache.set(schema, (validator = build(schema)))
  return validator
}

function build(schema: ValueSchema): z.ZodType {
  let validator = base(schema)
  for (const name of Object.keys(schema).sort(applicationOrder)) {
    if (!name.startsWith('x-')) continue
    const annotate = ANNOTATIONS[name as keyof typeof ANNOTATIONS] as
      (typeof ANNOTATIONS)[keyof typeof ANNOTATIONS] | undefined
    if (!annotate) {
      throw new SchemaError('unknown-annotation', `Expected an annotation that is known, found ${name}.`, {
        hint: `Known are ${Object.keys(ANNOTATIONS).join(', ')}.`,
      })
    }
    validator = annotate(validator, schema)
  }
  return validator
}

/** `x-input` comes last, since what is built last is applied to the raw value first; `x-lenient` after every condition. */
function applicationOrder(left: string, right: string): number {
  const rank = (name: string) => (name === 'x-input' ? 2 : name === 'x-lenient' ? 1 : 0)
  return rank(left) - rank(right)
}

function base(schema: ValueSchema): z.ZodType {
  const conditions: z.ZodType[] = []
  if (schema.const !== undefined) conditions.push(literal([schema.const]))
  if (schema.enum) conditions.push(literal(schema.enum))
  if (schema.not) conditions.push(excluding(schema.not))
  if (schema.anyOf) conditions.push(union(schema.anyOf.map(validatorFor)))
  if (schema.allOf) conditions.push(...schema.allOf.map(validatorFor))
  if (schema.type && !schema.enum) conditions.push(typed(schema))
  else if (schema.pattern !== undefined) conditions.push(text(schema))
  const [first = z.unknown(), ...others] = conditions
  const validator = others.reduce<z.ZodType>((left, right) => z.intersection(left, right), first)
  return schema.default === undefined ? validator : validator.optional()
}

function union(options: z.ZodType[]): z.ZodType {
  return options.length === 1 ? options[0]! : z.union(options as [z.ZodType, z.ZodType])
}

function literal(values: readonly JsonValue[]): z.ZodType {
  return z.literal(values as [string, ...string[]])
}

/** `not: {}` forbids a property altogether; any other `not` is tested on the value. */
function excluding(schema: ValueSchema): z.ZodType {
  if (Object.keys(schema).length === 0) return z.never()
  const forbidden = validatorFor(schema)
  return z.unknown().refine((value) => !forbidden.safeParse(value).success, { error: 'expected another value' })
}

function typed(schema: ValueSchema): z.ZodType {
  switch (schema.type) {
    case 'string':
      return text(schema)
    case 'integer':
      return bounded(z.int(), schema)
    case 'number':
      return bounded(z.number(), schema)
    case 'boolean':
      return z.boolean()
    case 'null':
      return z.null()
    case 'array':
      return list(schema)
    case 'object':
      return object(schema)
    case undefined:
      return z.unknown()
  }
}

/** Formats of a document that the app itself checks, and how. Others are information. */
const FORMATS: Record<string, { what: string; accepts: (text: string) => boolean }> = {
  uri: { what: 'a URL', accepts: (value) => URL.canParse(value) },
  uuid: {
    what: 'a UUID',
    accepts: (value) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value),
  },
  email: { what: 'an email address', accepts: (value) => z.email().safeParse(value).success },
}

function text(schema: ValueSchema): z.ZodType {
  let validator = z.string()
  if (schema.minLength !== undefined) validator = validator.min(schema.minLength)
  if (schema.maxLength !== undefined) validator = validator.max(schema.maxLength)
  if (schema.pattern !== undefined) validator = validator.regex(new RegExp(schema.pattern))
  const check = schema.format === undefined ? undefined : FORMATS[schema.format]
  return check ? validator.refine(check.accepts, { error: `expected ${check.what}` }) : validator
}

function bounded(validator: z.ZodNumber, schema: ValueSchema): z.ZodType {
  if (schema.minimum !== undefined) validator = validator.min(schema.minimum)
  if (schema.maximum !== undefined) validator = validator.max(schema.maximum)
  if (schema.exclusiveMinimum !== undefined) validator = validator.gt(schema.exclusiveMinimum)
  if (schema.exclusiveMaximum !== undefined) validator = validator.lt(schema.exclusiveMaximum)
  if (schema.multipleOf !== undefined) validator = validator.multipleOf(schema.multipleOf)
  return validator
}

function list(schema: ValueSchema): z.ZodType {
  const items = schema.items ? validatorFor(schema.items) : z.unknown()
  let validator: z.ZodArray = z.array(schema['x-lenient'] ? items.catch(DROPPED) : items)
  if (schema.minItems !== undefined) validator = validator.min(schema.minItems)
  if (schema.maxItems !== undefined) validator = validator.max(schema.maxItems)
  const whole = schema.prefixItems ? z.tuple(schema.prefixItems.map(validatorFor) as [z.ZodType]) : validator
  return schema['x-lenient'] ? whole.transform((entries) => entries.filter((entry) => entry !== DROPPED)) : whole
}

/** Stands for an entry that a lenient list or map leaves out. */
const DROPPED = Symbol('dropped')

function object(schema: ValueSchema): z.ZodType {
  const { properties, required = [], additionalProperties, propertyNames } = schema
  if (!properties) return map(additionalProperties || {}, propertyNames, schema['x-lenient'] === true)
  const shape = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const validator = validatorFor(property)
      return [name, required.includes(name) ? validator : validator.optional()]
    }),
  )
  if (additionalProperties === false) return z.strictObject(shape)
  return additionalProperties ? z.object(shape).catchall(validatorFor(additionalProperties)) : z.object(shape)
}

/** A map whose names and values are checked entry by entry; no name is special, not even `__proto__`. */
function map(values: ValueSchema, names: ValueSchema | undefined, lenient: boolean): z.ZodType {
  const value = validatorFor(values)
  const name = names && validatorFor({ type: 'string', ...names })
  const known = names?.enum ?? names?.anyOf?.find((form) => form.enum)?.enum
  const wrongName = known ? expectedOneOf(known).replace('one of', 'one of the names') : 'expected another name'
  return z
    .custom<object>((input) => typeof input === 'object' && input !== null && !Array.isArray(input), 'expected a map')
    .transform((input, context) => {
      const entries: [string, unknown][] = []
      for (const [property, raw] of Object.entries(input)) {
        const outcome = value.safeParse(raw)
        if (outcome.success && (!name || name.safeParse(property).success)) entries.push([property, outcome.data])
        else if (!lenient) {
          if (outcome.success) context.addIssue({ code: 'custom', path: [property], message: wrongName })
          else for (const issue of outcome.error.issues) context.addIssue({ ...issue, path: [property, ...issue.path] })
        }
      }
      return Object.fromEntries(entries)
    })
}
