import { keyNamed, type SchemaDocument } from '@cowork-mdm/schema'
import type { Profile, ProfileSetting } from '../profile.js'

/**
 * Profiles laid over each other, the base first. The last layer that mentions a setting decides it, by whichever of its
 * names; null unsets it, and stays in the result as what was said. Name, description, identifier and organization come from
 * the last layer that has them. A setting stands where it came first. Merging is associative.
 */
export function mergeLayers(layers: readonly Profile[], document: SchemaDocument): Profile {
  const merged = new Map<string, readonly ProfileSetting[]>()
  let fields: Omit<Profile, 'settings'> = {}
  for (const { settings, ...own } of layers) {
    fields = { ...fields, ...own }
    for (const [name, group] of byPresentName(settings, document)) merged.set(name, group)
  }
  return { ...fields, settings: [...merged.values()].flat() }
}

/** A layer that sets a setting twice, under two of its names, keeps that contradiction for validation to find. */
function byPresentName(settings: readonly ProfileSetting[], document: SchemaDocument): Map<string, ProfileSetting[]> {
  const groups = new Map<string, ProfileSetting[]>()
  for (const setting of settings) {
    const name = keyNamed(document, setting.name)?.name ?? setting.name
    const group = groups.get(name)
    if (group) group.push(setting)
    else groups.set(name, [setting])
  }
  return groups
}
