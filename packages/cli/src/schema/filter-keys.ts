import { compareVersions, type Availability, type Scope, type SettingKey } from '@cowork-mdm/schema'

/** Conditions that a setting must meet, all of them; an empty list is no condition. */
export interface KeyFilter {
  scope: readonly Scope[]
  provider: readonly string[]
  category: readonly string[]
  since: string | undefined
  provenance: SettingKey['provenance']['kind'] | undefined
}

/** The settings that meet all conditions of a filter. */
export function filterKeys(keys: readonly SettingKey[], filter: KeyFilter): SettingKey[] {
  const { provider, category, provenance, since } = filter
  return keys.filter((key) => {
    return (
      (filter.scope.length === 0 || entriesIn(key, filter.scope).length > 0) &&
      (provider.length === 0 || (key.providers?.some((name) => provider.includes(name)) ?? false)) &&
      (category.length === 0 || (key.category !== undefined && category.includes(key.category))) &&
      (provenance === undefined || key.provenance.kind === provenance) &&
      (since === undefined || entriesThatMeet(key, filter).length > 0)
    )
  })
}

/** How a setting is available where it meets the filter: in the scopes asked for, since the version asked for. */
export function entriesThatMeet(key: SettingKey, { scope, since }: Pick<KeyFilter, 'scope' | 'since'>): Availability[] {
  const entries = entriesIn(key, scope)
  return since === undefined ? entries : entries.filter((entry) => isFrom(entry, since))
}

/** How a setting is available in the scopes asked for, or in any; not where it was removed. */
function entriesIn(key: SettingKey, scopes: readonly Scope[]): Availability[] {
  return key.availability.filter(
    ({ scope, status }) => status !== 'removed' && (scopes.length === 0 || scopes.includes(scope)),
  )
}

function isFrom(entry: Availability, version: string): boolean {
  return entry.since !== undefined && compareVersions(entry.since, version) >= 0
}
