import { nearestName } from './nearest-name.js'
import type { SchemaDocument, SettingKey } from './schema-document.js'

export type KeyLookup =
  /** `legacy`: `key` was called so in earlier releases. */
  | { key: SettingKey; via: 'name' | 'legacy' }
  /** `suggestion` is the present name of the setting that was probably meant. */
  | { key?: undefined; suggestion?: string }

/** Finds a setting by its exact name or one of its earlier names; otherwise suggests the most similar name. */
export function findKey(document: SchemaDocument, name: string): KeyLookup {
  const named = document.keys.find((key) => key.name === name)
  if (named) return { key: named, via: 'name' }
  const renamed = document.keys.find((key) => key.legacyNames?.includes(name))
  if (renamed) return { key: renamed, via: 'legacy' }

  const presentName = new Map<string, string>()
  for (const key of document.keys) for (const legacy of key.legacyNames ?? []) presentName.set(legacy, key.name)
  for (const key of document.keys) presentName.set(key.name, key.name)
  const nearest = nearestName(name, presentName.keys())
  return nearest === undefined ? {} : { suggestion: presentName.get(nearest)! }
}
