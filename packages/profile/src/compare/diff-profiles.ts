import { canonicalJson, keyNamed, type JsonValue, type SchemaDocument } from '@cowork-mdm/schema'
import type { Profile, ProfileSetting } from '../profile.js'
import { writeReferences } from '../references.js'
import { diffInside, type InnerChange } from './diff-inside.js'

const FIELDS = ['name', 'description', 'identifier', 'organization'] as const

/**
 * One difference between two profiles. `key` is the present name of the setting where the schema knows it. Values are as
 * they are written in YAML, references unresolved. Plain JSON whose secrets `redact` finds: every value stands in a record
 * that names its setting.
 */
export type ProfileChange =
  | { kind: 'added'; key: string; after: JsonValue }
  | { kind: 'removed'; key: string; before: JsonValue }
  /** `previousName`: it was set by that name before. `unresolved`: a reference is in it, which may stand for the same. */
  | {
      kind: 'changed'
      key: string
      before: JsonValue
      after: JsonValue
      inside: InnerChange[]
      previousName?: string
      unresolved?: true
    }
  /** Same value, set by another name. */
  | { kind: 'name-changed'; key: string; previousName: string }
  | { kind: 'field-changed'; field: (typeof FIELDS)[number]; before?: string; after?: string }

/**
 * What differs between two profiles, fields first, then settings by name. Null and the empty text are no value; the order of
 * settings and of what stands in maps does not count.
 */
export function diffProfiles(before: Profile, after: Profile, document: SchemaDocument): ProfileChange[] {
  const changes: ProfileChange[] = []
  for (const field of FIELDS) {
    const [old, present] = [before[field], after[field]]
    if (old === present) continue
    changes.push({
      kind: 'field-changed',
      field,
      ...(old !== undefined && { before: old }),
      ...(present !== undefined && { after: present }),
    })
  }
  const [old, present] = [written(before, document), written(after, document)]
  for (const key of [...new Set([...old.keys(), ...present.keys()])].sort()) {
    const change = compare(key, old.get(key), present.get(key))
    if (change) changes.push(change)
  }
  return changes
}

interface Written {
  name: string
  value: JsonValue
  /** Whether there are references in it. */
  isOpen: boolean
}

/** Settings that have a value, by present name. Of two names for one setting the app takes the present one. */
function written({ settings }: Profile, document: SchemaDocument): Map<string, Written> {
  const found = new Map<string, Written>()
  for (const setting of settings) {
    const key = keyNamed(document, setting.name)?.name ?? setting.name
    if (isUnset(setting) || found.get(key)?.name === key) continue
    const isOpen = (setting.references?.length ?? 0) > 0
    found.set(key, { name: setting.name, value: writeReferences(setting), isOpen })
  }
  return found
}

function compare(key: string, before: Written | undefined, after: Written | undefined): ProfileChange | undefined {
  if (!before) return after && { kind: 'added', key, after: after.value }
  if (!after) return { kind: 'removed', key, before: before.value }
  const previousName = before.name === after.name ? {} : { previousName: before.name }
  if (canonicalJson(before.value) !== canonicalJson(after.value)) {
    const inside = diffInside(before.value, after.value)
    const unresolved = before.isOpen || after.isOpen ? { unresolved: true as const } : {}
    return { kind: 'changed', key, before: before.value, after: after.value, inside, ...previousName, ...unresolved }
  }
  return before.name === after.name ? undefined : { kind: 'name-changed', key, previousName: before.name }
}

/** Whether the app takes a setting for not set. */
export function isUnset({ value }: ProfileSetting): boolean {
  return value === null || value === ''
}
