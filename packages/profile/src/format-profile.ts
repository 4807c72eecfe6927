import { stringify } from 'yaml'
import type { Profile } from './profile.js'
import { writeReferences } from './references.js'

/** A profile in its authoring form: YAML that `parseProfile` reads back, without what only the original file knew. */
export function formatProfile({ settings, ...fields }: Profile): string {
  // A map keeps the order, whatever the names are.
  const values = new Map(settings.map((setting) => [setting.name, writeReferences(setting)]))
  return stringify({ ...fields, values }, { lineWidth: 0, aliasDuplicateObjects: false })
}
