import { nearestName } from './nearest-name.js'
import type { SchemaDocument, SettingKey } from './schema-document.js'

export type KeyLookup =
  /** `legacy`: `key` was called so in earlier releases. */
  | { key: SettingKey; via: 'name' | 'legacy' }
  /** `suggestion` is the present name of the setting that was probably meant. */
  | { key?: undefined; suggestion?: string }

const indices = new WeakMap<SchemaDocument, ReadonlyMap<string, SettingKey>>()

/** The setting of that name or earlier name. */
export function keyNamed(document: SchemaDocument, name: string): SettingKey | undefined {
  let index = indices.get(document)
  if (!index) indices.set(document, (index = indexOf(document)))
  return index.get(name)
}

/** Finds a setting by its exact name or one of its earlier names; otherwise suggests the most similar name. */
export function findKey(document: SchemaDocument, name: string): KeyLookup {
  const key = keyNamed(document, name)
  if (key) return { key, via: key.name === name ? 'name' : 'legacy' }
  const index = indices.get(document)!
  const nearest = nearestName(name, index.keys())
  return nearest === undefined ? {} : { suggestion: index.get(nearest)!.name }
}

/** Earlier names first, so that present names win. */
function indexOf(document: SchemaDocument): ReadonlyMap<string, SettingKey> {
  const index = new Map<string, SettingKey>()
  for (const key of document.keys)
    for (const legacy of key.legacyNames ?? []) if (!index.has(legacy)) index.set(legacy, key)
  for (const key of document.keys) index.set(key.name, key)
  return index
}
