import type { JsonValue } from '../schema-document.js'
import type { AvailabilityEntry, ChangeKind, SchemaChange } from './schema-change.js'

type Wording = { [Kind in ChangeKind]: (change: Extract<SchemaChange, { kind: Kind }>) => string }

/** One text a kind; a kind without a text is a type error. */
const WORDING: Wording = {
  added: ({ type }) => `new, ${type}`,
  removed: () => 'removed',
  renamed: ({ from }) => `renamed from ${from}`,
  'type-changed': ({ pointer, from, to }) => at(pointer, `type was ${from}, is ${to}`),
  'enum-changed': ({ pointer, from, to, added, removed }) => {
    if (!from) return at(pointer, `now one of ${list(added)}`)
    if (!to) return at(pointer, `no longer limited to ${list(removed)}`)
    const parts = [added.length && `also allows ${list(added)}`, removed.length && `no longer allows ${list(removed)}`]
    return at(pointer, parts.filter(Boolean).join(', '))
  },
  'constraint-changed': ({ pointer, keyword, from, to }) => at(pointer, `${keyword} ${step(from, to)}`),
  'property-added': ({ pointer, type }) => at(pointer, `new property, ${type}`),
  'property-removed': ({ pointer }) => at(pointer, 'property removed'),
  'required-changed': ({ pointer, added, removed }) => {
    const parts = [
      added.length && `now requires ${list(added)}`,
      removed.length && `no longer requires ${list(removed)}`,
    ]
    return at(pointer, parts.filter(Boolean).join(', '))
  },
  'variant-added': ({ pointer, type }) => at(pointer, `new alternative, ${type}`),
  'variant-removed': ({ pointer, type }) => at(pointer, `alternative removed, ${type}`),
  'annotation-changed': ({ pointer, keyword, from, to }) => at(pointer, `${keyword} ${step(from, to)}`),
  'default-changed': ({ pointer = '', field, from, to }) => at(pointer, `${field} ${step(from, to)}`),
  'availability-changed': ({ scope, from, to }) => `${scope}: was ${entries(from)}, is ${entries(to)}`,
  deprecated: ({ scope, from, to }) => `deprecated in ${scope}: was ${entries(from)}, is ${entries(to)}`,
  undeprecated: ({ scope, from, to }) => `no longer deprecated in ${scope}: was ${entries(from)}, is ${entries(to)}`,
  'visibility-changed': ({ from, to }) => `visibility was ${from}, is ${to}`,
  'fact-changed': ({ field, from, to }) => `${field} ${step(from, to)}`,
}

/** A change in words, without the setting's name: `also allows "broker"`. */
export function describeChange(change: SchemaChange): string {
  return (WORDING[change.kind] as (change: SchemaChange) => string)(change)
}

function at(pointer: string, text: string): string {
  return pointer === '' ? text : `${pointer}: ${text}`
}

function step(from: JsonValue | undefined, to: JsonValue | undefined): string {
  if (from === undefined) return `is now ${JSON.stringify(to)}`
  return to === undefined ? `${JSON.stringify(from)} is gone` : `was ${JSON.stringify(from)}, is ${JSON.stringify(to)}`
}

function list(values: readonly JsonValue[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ')
}

function entries(availability: readonly AvailabilityEntry[]): string {
  const words = availability.map(({ status, since }) => (since === undefined ? status : `${status} since ${since}`))
  return words.join(' and ') || 'not available'
}
