import { describeType } from '../describe-type.js'
import { jsonPointer } from '../json-pointer.js'
import type { JsonValue, ValueSchema } from '../schema-document.js'
import { sameJson, without } from './same-json.js'
import type { SchemaChange } from './schema-change.js'

const CONSTRAINTS = [
  'const',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
] as const satisfies readonly (keyof ValueSchema)[]

const ANNOTATIONS = [
  'x-uri-policy',
  'x-path',
  'x-glob',
  'x-lenient',
  'x-input',
] as const satisfies readonly (keyof ValueSchema)[]

const NESTED = [
  'items',
  'additionalProperties',
  'propertyNames',
  'not',
] as const satisfies readonly (keyof ValueSchema)[]

/** Everything that differs between two value schemas of the setting `key`, at and below `pointer`. */
export function diffValues(key: string, from: ValueSchema, to: ValueSchema, pointer = ''): SchemaChange[] {
  // Below another type every keyword differs; listing them would say nothing more.
  if (from.type !== to.type) {
    return [{ kind: 'type-changed', key, pointer, from: describeType(from), to: describeType(to) }]
  }
  return [
    ...diffKeywords(key, from, to, pointer),
    ...diffNested(key, from, to, pointer),
    ...diffTuple(key, from, to, pointer),
    ...diffProperties(key, from, to, pointer),
    ...diffVariants(key, from, to, pointer),
  ]
}

function diffKeywords(key: string, from: ValueSchema, to: ValueSchema, pointer: string): SchemaChange[] {
  const changes: SchemaChange[] = []
  const added = without(to.enum ?? [], from.enum ?? [])
  const removed = without(from.enum ?? [], to.enum ?? [])
  if (added.length > 0 || removed.length > 0) {
    changes.push({ kind: 'enum-changed', key, pointer, ...sides(from.enum, to.enum), added, removed })
  }
  for (const keyword of CONSTRAINTS) {
    if (sameJson(from[keyword], to[keyword])) continue
    changes.push({ kind: 'constraint-changed', key, pointer, keyword, ...sides(from[keyword], to[keyword]) })
  }
  for (const keyword of ANNOTATIONS) {
    if (sameJson(from[keyword], to[keyword])) continue
    changes.push({ kind: 'annotation-changed', key, pointer, keyword, ...sides(from[keyword], to[keyword]) })
  }
  if (!sameJson(from.default, to.default)) {
    changes.push({ kind: 'default-changed', key, pointer, field: 'default', ...sides(from.default, to.default) })
  }
  return changes
}

function diffNested(key: string, from: ValueSchema, to: ValueSchema, pointer: string): SchemaChange[] {
  return NESTED.flatMap((keyword) => {
    const [before, after] = [from[keyword], to[keyword]]
    if (typeof before === 'object' && typeof after === 'object') {
      return diffValues(key, before, after, `${pointer}/${keyword}`)
    }
    return sameJson(before, after) ? [] : [replaced(key, pointer, keyword, before, after)]
  })
}

/** Lists that stand for a sequence of schemas: each position is compared with its own. */
function diffTuple(key: string, from: ValueSchema, to: ValueSchema, pointer: string): SchemaChange[] {
  return (['prefixItems', 'allOf'] as const).flatMap((keyword) => {
    const [before, after] = [from[keyword], to[keyword]]
    if (before?.length !== after?.length) return [replaced(key, pointer, keyword, before, after)]
    return (before ?? []).flatMap((part, index) =>
      diffValues(key, part, after![index]!, `${pointer}/${keyword}/${index}`),
    )
  })
}

function diffProperties(key: string, from: ValueSchema, to: ValueSchema, pointer: string): SchemaChange[] {
  const changes: SchemaChange[] = []
  // Maps, as a property may be called `__proto__`.
  const before = new Map(Object.entries(from.properties ?? {}))
  const after = new Map(Object.entries(to.properties ?? {}))
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const place = `${pointer}/properties${jsonPointer([name])}`
    const [old, present] = [before.get(name), after.get(name)]
    if (old && present) changes.push(...diffValues(key, old, present, place))
    else if (present) changes.push({ kind: 'property-added', key, pointer: place, type: describeType(present) })
    else if (old) changes.push({ kind: 'property-removed', key, pointer: place, type: describeType(old) })
  }
  const added = without(to.required ?? [], from.required ?? [])
  const removed = without(from.required ?? [], to.required ?? [])
  if (added.length > 0 || removed.length > 0) changes.push({ kind: 'required-changed', key, pointer, added, removed })
  return changes
}

/** Unions: equal alternatives are set aside, the others are paired in order with one of the same type and constants. */
function diffVariants(key: string, from: ValueSchema, to: ValueSchema, pointer: string): SchemaChange[] {
  const changes: SchemaChange[] = []
  const old = without((from.anyOf ?? []) as JsonValue[], (to.anyOf ?? []) as JsonValue[]) as ValueSchema[]
  const unpaired = new Set(old)
  for (const [index, variant] of (to.anyOf ?? []).entries()) {
    if (from.anyOf?.some((candidate) => sameJson(candidate, variant))) continue
    const place = `${pointer}/anyOf/${index}`
    const counterpart = [...unpaired].find((candidate) => signature(candidate) === signature(variant))
    if (counterpart) {
      unpaired.delete(counterpart)
      changes.push(...diffValues(key, counterpart, variant, place))
    } else changes.push({ kind: 'variant-added', key, pointer: place, type: describeVariant(variant) })
  }
  for (const variant of unpaired) {
    const place = `${pointer}/anyOf/${from.anyOf!.indexOf(variant)}`
    changes.push({ kind: 'variant-removed', key, pointer: place, type: describeVariant(variant) })
  }
  return changes
}

/** What tells the alternatives of a union apart: the type, and the properties that are constants (`source`, `server`). */
function signature(schema: ValueSchema): string {
  const constants = Object.entries(schema.properties ?? {}).filter(([, property]) => property.const !== undefined)
  return JSON.stringify([schema.type, schema.const, constants.map(([name, property]) => [name, property.const]).sort()])
}

function describeVariant(schema: ValueSchema): string {
  const constants = Object.entries(schema.properties ?? {}).filter(([, property]) => property.const !== undefined)
  const told = constants.map(([name, property]) => `${name} ${JSON.stringify(property.const)}`)
  return told.length > 0 ? `${describeType(schema)} with ${told.join(', ')}` : describeType(schema)
}

function replaced(
  key: string,
  pointer: string,
  keyword: string,
  from: ValueSchema[keyof ValueSchema],
  to: ValueSchema[keyof ValueSchema],
): SchemaChange {
  return { kind: 'constraint-changed', key, pointer, keyword, ...sides(from as JsonValue, to as JsonValue) }
}

/** Absent sides stay absent, so that the result is the same before and after a trip through JSON. */
export function sides<T>(from: T | undefined, to: T | undefined): { from?: T; to?: T } {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
