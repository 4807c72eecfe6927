import type { Availability, JsonValue, Scope, SettingKey, ValueSchema } from '@cowork-mdm/schema'
import type { Program } from '../evaluate/program.js'
import { toJson } from '../evaluate/json.js'
import { ArrayValue, ObjectValue, Unknown, type Value } from '../evaluate/values.js'
import { annotationsOf } from '../zod/annotations.js'
import { toValueSchema } from '../zod/to-value-schema.js'
import type { ZodValue } from '../zod/zod-value.js'
import { messageText } from './prose.js'
import type { FoundSetting } from './shape.js'

const SCOPES: readonly Scope[] = ['1p', '3p', '3p-bootstrap']
const REDACTIONS = ['drop', 'presence', 'hash', 'hostname', 'keep'] as const
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
  const key: SettingKey = {
    name,
    value: {},
    availability: availability(metadata),
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
  put('legacyNames', legacyNames(metadata))
  put('failClosedValue', toJson(metadata.plain('failClosedValue')))
  putDefault(key, metadata.plain('default'))
  put('redaction', redaction(schema, metadata))
  put('visibility', visibility(metadata))
  put('providers', found.providers ?? textList(metadata.plain('provider')))
  put('credentialKinds', found.credentialKinds)
  put('path', found.path)
  if (metadata.plain('appBehaviorOnly') === true) key.appBehaviorOnly = true
  const policy = jsonPart(metadata.plain('remotePolicy'))
  if (typeof policy === 'object' && policy !== null && !Array.isArray(policy)) key.remotePolicy = policy
  const category = metadata.plain('category')
  if (typeof category === 'string') key.category = category
  if (!factsOnly) {
    put('title', messageText(metadata.plain('title')))
    put('description', messageText(metadata.plain('description')))
  }
  return key
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

/** `support: { enabled, deprecated }`, each one entry or a list of `{ scopes, availableInVersion }`; else bare `scopes`. */
function availability(metadata: ObjectValue): Availability[] {
  const support = metadata.plain('support')
  const entries: Availability[] = []
  if (support instanceof ObjectValue) {
    for (const status of ['enabled', 'deprecated'] as const) {
      const declared = support.plain(status)
      for (const entry of declared instanceof ArrayValue ? declared.items : [declared]) {
        if (!(entry instanceof ObjectValue)) continue
        const since = entry.plain('availableInVersion')
        for (const scope of scopes(entry.plain('scopes'))) {
          entries.push({ scope, ...(typeof since === 'string' ? { since } : {}), status })
        }
      }
    }
  } else {
    const since = metadata.plain('availableInVersion')
    for (const scope of scopes(metadata.plain('scopes'))) {
      entries.push({ scope, ...(typeof since === 'string' ? { since } : {}), status: 'enabled' })
    }
    for (const scope of scopes(metadata.plain('deprecatedScopes'))) entries.push({ scope, status: 'deprecated' })
  }
  const rank = (entry: Availability) => `${entry.status === 'enabled' ? 0 : 1}${entry.scope}`
  return entries.sort((left, right) => (rank(left) < rank(right) ? -1 : 1))
}

function scopes(value: Value): Scope[] {
  const list = value instanceof ArrayValue ? value.items : []
  return SCOPES.filter((scope) => list.includes(scope))
}

function textList(value: Value): string[] | undefined {
  if (typeof value === 'string') return [value]
  const list = toJson(value)
  return Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string')
    ? [...list].sort()
    : undefined
}

function legacyNames(metadata: ObjectValue): string[] | undefined {
  return textList(metadata.plain('legacyFlatKey')) ?? textList(metadata.plain('legacyAlias'))
}

/** `default: x` is the app's; `default: { displayOnly: x }` is only shown. */
function putDefault(key: SettingKey, value: Value): void {
  if (value instanceof ObjectValue && value.has('displayOnly')) {
    const shown = toJson(value.plain('displayOnly'))
    if (shown !== undefined) key.displayDefault = shown
  } else {
    const json = toJson(value)
    if (json !== undefined) key.default = json
  }
}

function redaction(schema: ZodValue | undefined, metadata: ObjectValue): SettingKey['redaction'] {
  const declared = metadata.plain('sensitive')
  if (declared === true) return 'drop'
  let word: string | undefined = typeof declared === 'string' ? declared : undefined
  // The app looks through the wrappers of a schema until it finds one.
  for (let current = schema, depth = 0; current && word === undefined && depth < 30; depth++) {
    word = annotationsOf(current).redaction
    current = current.schema('innerType') ?? current.schema('schema') ?? innerOfPipe(current)
  }
  return REDACTIONS.find((known) => known === word)
}

function innerOfPipe(schema: ZodValue): ZodValue | undefined {
  const input = schema.schema('in')
  return input?.kind === 'transform' ? schema.schema('out') : input
}

function visibility(metadata: ObjectValue): SettingKey['visibility'] {
  const support = metadata.plain('support')
  const declared =
    (support instanceof ObjectValue ? support.plain('visibility') : undefined) ?? metadata.plain('visibility')
  if (declared === 'public-undocumented' || declared === 'internal-only') return declared
  return metadata.plain('undocumented') === true ? 'public-undocumented' : undefined
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
