import type { JsonValue, ValueSchema } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { textArbitrary } from './text-arbitrary.js'

/** Numbers where some carrier's type ends: registry words, doubles, 64 bits, the digits that JavaScript writes. */
const AWKWARD_NUMBERS = [
  0,
  -0,
  -1,
  0.1,
  -1.5e-7,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  2 ** 63,
  2 ** 64,
  1e21,
  5e-324,
]

/** Any decoded value that a schema allows: enumerations, bounds, patterns, formats, unions and annotations respected. */
export function valueArbitrary(schema: ValueSchema): fc.Arbitrary<JsonValue> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valueArbitrary))
  switch (schema.type) {
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'integer':
      return numberArbitrary(schema, true)
    case 'number':
      return numberArbitrary(schema, false)
    case 'string':
      return stringArbitrary(schema)
    case 'array':
      return listArbitrary(schema)
    case 'object':
      return mapArbitrary(schema)
    case undefined:
      return anyValue()
  }
}

/** Any JSON value, as a setting may have that no schema knows. */
export function anyValue(): fc.Arbitrary<JsonValue> {
  return fc.letrec<{ value: JsonValue; scalar: JsonValue; map: JsonValue }>((tie) => ({
    scalar: fc.oneof(textArbitrary(), fc.boolean(), numberArbitrary({}, false), fc.constant(null)),
    map: fc.dictionary(nameArbitrary(), tie('value'), { maxKeys: 4 }),
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('scalar'),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('map'),
    ),
  })).value
}

/** Names of entries, often ones that are special to JavaScript. */
export function nameArbitrary(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '__proto__',
        'constructor',
        'toString',
        '10',
        '2',
        '-1',
        'X-Header',
        'a b',
        'PayloadType',
      ),
    },
  )
}

function numberArbitrary(schema: ValueSchema, isInteger: boolean): fc.Arbitrary<number> {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema
  const fits = (value: number) =>
    value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum
  const step = isInteger ? 1 : 0
  const min = Math.max(minimum, exclusiveMinimum + step, Number.MIN_SAFE_INTEGER)
  const max = Math.min(maximum, exclusiveMaximum - step, Number.MAX_SAFE_INTEGER)
  const awkward = AWKWARD_NUMBERS.filter((value) => fits(value) && (!isInteger || Number.isSafeInteger(value)))
  const inside = isInteger
    ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    : fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).filter(fits)
  return awkward.length === 0 ? inside : fc.oneof(inside, fc.constantFrom(...awkward))
}

function stringArbitrary(schema: ValueSchema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = Infinity, pattern, format, 'x-uri-policy': policy } = schema
  const trims = schema['x-input']?.includes('trim')
  const fits = (text: string) => {
    const { length } = trims ? text.trim() : text
    return length >= minLength && length <= maxLength
  }
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter(fits)
  if (format === 'uuid') return fc.uuid()
  if (format === 'email') return fc.emailAddress()
  if (policy !== undefined || format === 'uri') {
    const https = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true })
    const loopback = fc.constantFrom('http://localhost:4000/v1', 'http://[::1]/')
    return policy === 'https' ? https : fc.oneof({ weight: 4, arbitrary: https }, loopback)
  }
  return textArbitrary({ minLength, maxLength }).filter(fits)
}

function listArbitrary({ items = {}, prefixItems, minItems = 0, maxItems = minItems + 4 }: ValueSchema) {
  if (prefixItems) return fc.tuple(...prefixItems.map(valueArbitrary))
  return fc.array(valueArbitrary(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 4) })
}

function mapArbitrary({ properties = {}, required = [], additionalProperties, propertyNames }: ValueSchema) {
  const open = Object.entries(properties).filter(([, { not }]) => not === undefined)
  const known = fc.record(Object.fromEntries(open.map(([name, property]) => [name, valueArbitrary(property)])), {
    requiredKeys: required,
  })
  if (!additionalProperties) return known
  const names = propertyNames ? stringNames(propertyNames) : nameArbitrary()
  const others = fc.dictionary(names, valueArbitrary(additionalProperties), { maxKeys: 4 })
  // Entries instead of spreading: `__proto__` is a name like any other.
  return fc
    .tuple(others, known)
    .map((maps) => Object.fromEntries<JsonValue>(maps.flatMap((map) => Object.entries(map))))
}

function stringNames(schema: ValueSchema): fc.Arbitrary<string> {
  return valueArbitrary({ type: 'string', ...schema }) as fc.Arbitrary<string>
}
