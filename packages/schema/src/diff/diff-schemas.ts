import { describeType } from '../describe-type.js'
import type { Availability, SchemaDocument, Scope, SettingKey } from '../schema-document.js'
import { diffValues, sides } from './diff-values.js'
import { canonical, sameJson } from './same-json.js'
import type { AvailabilityEntry, DefaultField, FactField, SchemaChange, SchemaDiff } from './schema-change.js'

const DEFAULTS: readonly DefaultField[] = ['default', 'displayDefault', 'failClosedValue']
const SCOPES: readonly Scope[] = ['1p', '3p', '3p-bootstrap']
const FACTS: readonly FactField[] = [
  'legacyNames',
  'redaction',
  'providers',
  'credentialKinds',
  'path',
  'appBehaviorOnly',
  'remotePolicy',
  'category',
]

/**
 * What changed from one document to another. A setting that one document knows as the earlier name of a setting in the other
 * counts as renamed. Equal facts give an empty list; the result is plain JSON, sorted by setting.
 */
export function diffSchemas(from: SchemaDocument, to: SchemaDocument): SchemaDiff {
  const before = new Map(from.keys.map((key) => [key.name, key]))
  const after = new Map(to.keys.map((key) => [key.name, key]))
  const renames = findRenames(before, after)
  const renamed = new Set(renames.values())

  const changes: SchemaChange[] = []
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, present] = [before.get(name), after.get(name)]
    const source = renames.get(name)
    if (present && source !== undefined) {
      changes.push({ kind: 'renamed', key: name, from: source }, ...diffKeys(before.get(source)!, present))
    } else if (old && present) changes.push(...diffKeys(old, present))
    else if (present) changes.push(added(present))
    else if (!renamed.has(name)) changes.push({ kind: 'removed', key: name })
  }
  return { from: from.appVersion, to: to.appVersion, changes }
}

/** New name to old name, for settings of which each document knows only one name; in either direction, each name once. */
function findRenames(
  before: ReadonlyMap<string, SettingKey>,
  after: ReadonlyMap<string, SettingKey>,
): Map<string, string> {
  const renames = new Map<string, string>()
  const taken = new Set<string>()
  const pair = (old: string, present: string) => {
    if (!before.has(old) || after.has(old) || !after.has(present) || before.has(present)) return
    if (renames.has(present) || taken.has(old)) return
    renames.set(present, old)
    taken.add(old)
  }
  for (const key of after.values()) for (const legacy of key.legacyNames ?? []) pair(legacy, key.name)
  for (const key of before.values()) for (const legacy of key.legacyNames ?? []) pair(key.name, legacy)
  return renames
}

function added(key: SettingKey): SchemaChange {
  return { kind: 'added', key: key.name, type: describeType(key.value), availability: key.availability }
}

function diffKeys(from: SettingKey, to: SettingKey): SchemaChange[] {
  const key = to.name
  const changes = diffValues(key, from.value, to.value)
  for (const field of DEFAULTS) {
    if (sameJson(from[field], to[field])) continue
    changes.push({ kind: 'default-changed', key, field, ...sides(from[field], to[field]) })
  }
  for (const scope of SCOPES) changes.push(...diffScope(key, scope, from.availability, to.availability))
  if (from.visibility !== to.visibility) {
    changes.push({
      kind: 'visibility-changed',
      key,
      from: from.visibility ?? 'public',
      to: to.visibility ?? 'public',
    })
  }
  for (const field of FACTS) {
    if (sameJson(from[field], to[field])) continue
    changes.push({ kind: 'fact-changed', key, field, ...sides(from[field], to[field]) })
  }
  return changes
}

function diffScope(key: string, scope: Scope, before: Availability[], after: Availability[]): SchemaChange[] {
  const [from, to] = [entries(before, scope), entries(after, scope)]
  if (sameJson(from, to)) return []
  const [was, is] = [from, to].map((list) => list.some((entry) => entry.status === 'deprecated'))
  const kind = was === is ? 'availability-changed' : is ? 'deprecated' : 'undeprecated'
  return [{ kind, key, scope, from, to }]
}

function entries(availability: Availability[], scope: Scope): AvailabilityEntry[] {
  return availability
    .filter((entry) => entry.scope === scope)
    .map(({ since, status }) => ({ ...(since === undefined ? {} : { since }), status }))
    .sort((left, right) => (canonical(left) < canonical(right) ? -1 : 1))
}
