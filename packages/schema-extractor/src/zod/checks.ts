import type { InputForm, UriPolicy, ValueSchema } from '@cowork-mdm/schema'
import { patternSteps } from '../evaluate/regular-expressions.js'
import { ObjectValue, Unknown, type Value } from '../evaluate/values.js'
import type { ZodValue } from './zod-value.js'

interface CheckHandlers {
  /** A refinement of a schema so far; gives what it narrows the schema to, if that can be said. */
  refinement: (predicate: Value, schema: ValueSchema) => ValueSchema | undefined
  unknown: (name: string) => void
}

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['email', 'email'],
  ['url', 'uri'],
  ['uuid', 'uuid'],
  ['guid', 'uuid'],
  ['uuidv4', 'uuid'],
  ['uuidv6', 'uuid'],
  ['uuidv7', 'uuid'],
  ['datetime', 'date-time'],
  ['date', 'date'],
  ['time', 'time'],
  ['duration', 'duration'],
  ['ipv4', 'ipv4'],
  ['ipv6', 'ipv6'],
  ['e164', 'e164'],
  ['jwt', 'jwt'],
  ['base64', 'base64'],
  ['base64url', 'base64url'],
  ['cuid', 'cuid'],
  ['cuid2', 'cuid2'],
  ['ulid', 'ulid'],
  ['nanoid', 'nanoid'],
  ['ksuid', 'ksuid'],
  ['xid', 'xid'],
  ['ip', 'ip'],
  ['cidr', 'cidr'],
  ['cidrv4', 'cidr'],
  ['cidrv6', 'cidr'],
])
/** Checks that change the text or that JSON Schema's types already say. */
const SILENT = new Set('finite safe toLowerCase toUpperCase normalize emoji overwrite slugify'.split(' '))

/** Narrows a schema by the checks of a zod schema, in their order. */
export function applyChecks(base: ValueSchema, value: ZodValue, handlers: CheckHandlers): ValueSchema {
  let schema = base
  for (const { name, args } of value.checks) {
    const [first] = args
    const amount = typeof first === 'number' ? first : undefined
    const put = (facts: ValueSchema) => (schema = { ...schema, ...facts })
    if (FORMATS.has(name))
      put({ format: FORMATS.get(name)!, ...(name === 'url' ? { 'x-uri-policy': protocolPolicy(first) } : {}) })
    else if (name === 'trim') put({ 'x-input': withInput(schema, 'trim') })
    else if (name === 'int' || name === 'safeint' || name === 'int32' || name === 'uint32') put({ type: 'integer' })
    else if (name === 'positive') put({ exclusiveMinimum: 0 })
    else if (name === 'negative') put({ exclusiveMaximum: 0 })
    else if (name === 'nonnegative') put({ minimum: 0 })
    else if (name === 'nonpositive') put({ maximum: 0 })
    else if (name === 'nonempty') put(bound(schema, 'minimum', 1))
    else if (name === 'regex') {
      if (first instanceof RegExp) schema = withPattern(schema, first.source)
      else handlers.unknown(name)
    } else if (name === 'startsWith' && typeof first === 'string') schema = withPattern(schema, `^${escape(first)}`)
    else if (name === 'endsWith' && typeof first === 'string') schema = withPattern(schema, `${escape(first)}$`)
    else if (name === 'includes' && typeof first === 'string') schema = withPattern(schema, escape(first))
    else if (name === 'lowercase') schema = withPattern(schema, '^[^A-Z]*$')
    else if (name === 'uppercase') schema = withPattern(schema, '^[^a-z]*$')
    else if (name === 'refine' || name === 'superRefine' || name === 'refinement' || name === 'check') {
      const facts = handlers.refinement(first, schema)
      if (facts?.pattern !== undefined) schema = withPattern(schema, facts.pattern)
      else if (facts) put(facts)
    } else if (SILENT.has(name)) continue
    else if (amount === undefined) {
      if (!(first instanceof Unknown) && args.length === 0) continue
      handlers.unknown(name)
    } else if (name === 'min' || name === 'gte') put(bound(schema, 'minimum', amount))
    else if (name === 'max' || name === 'lte') put(bound(schema, 'maximum', amount))
    else if (name === 'gt') put({ exclusiveMinimum: amount })
    else if (name === 'lt') put({ exclusiveMaximum: amount })
    else if (name === 'length' || name === 'size')
      put({ ...bound(schema, 'minimum', amount), ...bound(schema, 'maximum', amount) })
    else if (name === 'multipleOf' || name === 'step') put({ multipleOf: amount })
    else handlers.unknown(name)
  }
  return schema
}

/** `url({ protocol: /^https$/ })` limits the scheme. */
function protocolPolicy(options: Value): UriPolicy {
  const protocol = options instanceof ObjectValue ? options.plain('protocol') : options
  if (!(protocol instanceof RegExp) || patternSteps(protocol, 'https') === undefined) return 'any'
  return protocol.test('https') && !protocol.test('http') ? 'https' : 'any'
}

function bound(schema: ValueSchema, side: 'minimum' | 'maximum', amount: number): ValueSchema {
  if (schema.type === 'string') return side === 'minimum' ? { minLength: amount } : { maxLength: amount }
  if (schema.type === 'array') return side === 'minimum' ? { minItems: amount } : { maxItems: amount }
  return side === 'minimum' ? { minimum: amount } : { maximum: amount }
}

function withInput(schema: ValueSchema, form: InputForm): InputForm[] {
  return [...new Set([...(schema['x-input'] ?? []), form])].sort()
}

function withPattern(schema: ValueSchema, pattern: string): ValueSchema {
  if (schema.pattern === undefined) return { ...schema, pattern }
  return { ...schema, allOf: [...(schema.allOf ?? []), { pattern }] }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
