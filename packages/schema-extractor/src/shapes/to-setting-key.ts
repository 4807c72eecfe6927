import type { Availability, JsonValue, Scope, SettingKey, ValueSchema } from '@cowork-mdm/schema'
import type { Program } from '../evaluate/program.js'
import { toJson } from '../evaluate/json.js'
import { ArrayValue, ObjectValue, Unknown, type Value } from '../evaluate/values.js'
import { annotationsOf, isAnnotation, REDACTIONS } from '../zod/annotations.js'
import { toValueSchema } from '../zod/to-value-schema.js'
import type { ZodValue } from '../zod/zod-value.js'
import { Facts } from './facts.js'
import { messageText } from './prose.js'
import type { FoundSetting } from './shape.js'

const SCOPES: readonly Scope[] = ['1p', '3p', '3p-bootstrap']
const VISIBILITIES = ['public', 'public-undocumented', 'internal-only'] as const
const SEVERITY = {
  'unresolved-value': 'warning',
  'refinement-not-expressed': 'info',
  'input-form-not-expressed': 'info',
  'unknown-check': 'warning',
} as const

/** A found setting as the document tells it. Facts that the metadata does not carry stay absent. */
export function toSettingKey(program: Program, found: FoundSetting, factsOnly: boolean): SettingKey {
  const { name, schema, metadata, place } = found
  const at = { file: place.file, offset: place.start }
  const facts = new Facts(metadata)
  passName(facts, metadata, found)
  const unread: string[] = []
  const key: SettingKey = {
    name,
    value: {},
    availability: availability(facts),
    provenance: { kind: 'bundle', file: place.file, start: place.start, end: place.end },
  }
  if (schema) {
    key.value = toValueSchema(schema, {
      evaluator: program.evaluator,
      problem: (code, message, inner) =>
        program.report(
          code,
          SEVERITY[code],
          message,
          inner.place ? { file: inner.place.file, offset: inner.place.start } : at,
          name,
        ),
      notes: (inner) => subFieldNotes(inner, factsOnly),
      visit: (inner) => unread.push(...unreadNotes(inner, metadata)),
    })
  } else {
    program.report(
      'unresolved-value',
      'warning',
      `The setting is declared, but its schema could not be evaluated: ${found.unresolved ?? 'unknown'}.`,
      at,
      name,
    )
  }
  if (key.availability.length === 0 && !metadata.has('scopes')) {
    program.report('no-availability', 'warning', 'The setting names no scope that it is available in.', at, name)
  }
  const put = <Name extends keyof SettingKey>(property: Name, value: SettingKey[Name] | undefined) => {
    if (value !== undefined) key[property] = value
  }
  put('legacyNames', legacyNames(facts))
  const valueOf = (value: Value): JsonValue | undefined =>
    (key.value.type === 'boolean' ? truth(value) : undefined) ?? toJson(value)
  put('failClosedValue', facts.read('failClosedValue', valueOf))
  putDefault(key, facts, valueOf)
  put('redaction', redaction(schema, facts))
  put('visibility', visibility(facts))
  const providers = facts.read('provider', textList)
  put('providers', found.providers ?? providers)
  put('credentialKinds', found.credentialKinds)
  put('path', found.path)
  if (facts.read('appBehaviorOnly', truth) === true) key.appBehaviorOnly = true
  put('remotePolicy', facts.read('remotePolicy', policy))
  put('category', facts.read('category', text))
  if (!factsOnly) {
    put('title', messageText(metadata.plain('title')))
    put('description', messageText(metadata.plain('description')))
  }
  unread.push(...facts.unread())
  if (unread.length > 0) {
    const message = `The metadata says what is not known here: ${[...new Set(unread)].sort().join(', ')}.`
    program.report('unread-fact', 'warning', message, at, name)
  }
  return key
}

/** The properties that hold the setting's name and its schema, where the metadata has them. */
function passName(facts: Facts, metadata: ObjectValue, { name, schema }: FoundSetting): void {
  for (const [property, slot] of metadata.slots) {
    if ('value' in slot && (slot.value === name || (schema && slot.value === schema))) facts.pass(property)
  }
}

/** What the metadata of a sub-field says: `subfield(schema, { label, description, default })`. */
function subFieldNotes(schema: ZodValue, factsOnly: boolean): ValueSchema {
  const notes: ValueSchema = {}
  for (const [, value] of schema.annotations()) {
    if (!(value instanceof ObjectValue)) continue
    const initial = toJson(value.plain('default'))
    if (initial !== undefined && (typeof initial !== 'object' || initial === null)) notes.default = initial
    if (factsOnly) continue
    const title = messageText(value.plain('label'))
    const description = messageText(value.plain('description'))
    if (title !== undefined) notes.title = title
    if (description !== undefined) notes.description = description
  }
  return notes
}

/** What is noted on a schema beside the metadata of its setting, and read neither as an annotation nor as that of a sub-field. */
function unreadNotes(schema: ZodValue, metadata: ObjectValue): string[] {
  return [...schema.annotations()].flatMap(([name, value]) => {
    if (value === metadata) return []
    if (!(value instanceof ObjectValue)) return name === undefined || isAnnotation(name, value) ? [] : [name]
    const facts = new Facts(value)
    for (const [property, slot] of value.slots) {
      if ('value' in slot && isAnnotation(property, slot.value)) facts.pass(property)
    }
    // Of a sub-field, the document tells the default, which is among its notes.
    for (const property of ['default', 'flatKey', 'support', 'remotePolicy', 'enum']) facts.pass(property)
    return facts.unread()
  })
}

/** `support: { enabled, deprecated }`, each one entry or a list of `{ scopes, availableInVersion }`; else bare `scopes`. */
function availability(facts: Facts): Availability[] {
  const support = facts.inside('support')
  const entries: Availability[] = []
  const add = (scopes: Scope[], status: Availability['status'], since?: string) => {
    for (const scope of scopes) entries.push({ scope, ...(since === undefined ? {} : { since }), status })
  }
  if (support.length > 0) {
    for (const status of ['enabled', 'deprecated'] as const) {
      for (const entry of support.flatMap((part) => part.inside(status)))
        add(scopes(entry, 'scopes'), status, entry.read('availableInVersion', text))
    }
  } else {
    add(scopes(facts, 'scopes'), 'enabled', facts.read('availableInVersion', text))
    add(scopes(facts, 'deprecatedScopes'), 'deprecated')
  }
  const rank = (entry: Availability) => `${entry.status === 'enabled' ? 0 : 1}${entry.scope}`
  return entries.sort((left, right) => (rank(left) < rank(right) ? -1 : 1))
}

function scopes(facts: Facts, property: string): Scope[] {
  const list = facts.read(property, (value) => (value instanceof ArrayValue && !value.open ? value.items : undefined))
  if (!list) return []
  const known = SCOPES.filter((scope) => list.includes(scope))
  if (!list.every((item) => known.includes(item as Scope))) facts.reject(property)
  return known
}

function text(value: Value): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A flag; minifiers may write 1 and 0. */
function truth(value: Value): boolean | undefined {
  return typeof value === 'boolean' ? value : value === 1 ? true : value === 0 ? false : undefined
}

function textList(value: Value): string[] | undefined {
  if (typeof value === 'string') return [value]
  const list = toJson(value)
  return Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string')
    ? [...list].sort()
    : undefined
}

function legacyNames(facts: Facts): string[] | undefined {
  const [nested, flat] = [facts.read('legacyFlatKey', textList), facts.read('legacyAlias', textList)]
  return nested ?? flat
}

/** `default: x` is the app's; `default: { displayOnly: x }` is only shown. */
function putDefault(key: SettingKey, facts: Facts, valueOf: (value: Value) => JsonValue | undefined): void {
  const shown = facts.read('default', (value) =>
    value instanceof ObjectValue && value.has('displayOnly') ? valueOf(value.plain('displayOnly')) : undefined,
  )
  if (shown !== undefined) key.displayDefault = shown
  else {
    const json = facts.read('default', valueOf)
    if (json !== undefined) key.default = json
  }
}

function redaction(schema: ZodValue | undefined, facts: Facts): SettingKey['redaction'] {
  const declared = facts.read('sensitive', (value) =>
    truth(value) === true ? 'drop' : truth(value) === false ? false : REDACTIONS.find((known) => known === value),
  )
  if (declared) return declared
  // The app looks through the wrappers of a schema until it finds one.
  let word: SettingKey['redaction']
  for (let current = schema, depth = 0; current && word === undefined && depth < 30; depth++) {
    word = annotationsOf(current).redaction
    current = current.schema('innerType') ?? current.schema('schema') ?? innerOfPipe(current)
  }
  return word
}

function innerOfPipe(schema: ZodValue): ZodValue | undefined {
  const input = schema.schema('in')
  return input?.kind === 'transform' ? schema.schema('out') : input
}

function visibility(facts: Facts): SettingKey['visibility'] {
  const declared = [...facts.inside('support'), facts].map((part) =>
    part.read('visibility', (value) => VISIBILITIES.find((known) => known === value)),
  )
  const undocumented = facts.read('undocumented', truth)
  const word = declared.find((visibility) => visibility !== undefined)
  if (word !== undefined) return word === 'public' ? undefined : word
  return undocumented === true ? 'public-undocumented' : undefined
}

function policy(value: Value): SettingKey['remotePolicy'] {
  const json = jsonPart(value)
  // No policy is a number: a flag that a minifier wrote as one, which cannot be told for certain.
  if (value instanceof ObjectValue && [...value.slots.keys()].some((name) => typeof value.plain(name) === 'number'))
    return undefined
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined
}

/** The JSON of an object's properties that have one; functions in it are left out. */
function jsonPart(value: Value): JsonValue | undefined {
  if (!(value instanceof ObjectValue)) return value instanceof Unknown ? undefined : toJson(value)
  const entries: [string, JsonValue][] = []
  for (const [name, slot] of value.slots) {
    const json = 'value' in slot ? jsonPart(slot.value) : undefined
    if (json !== undefined) entries.push([name, json])
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
