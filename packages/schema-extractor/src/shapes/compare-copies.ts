import type { Diagnostic, SettingKey } from '@cowork-mdm/schema'

/** Facts only: places and prose may differ between copies of one schema. */
function facts(key: SettingKey): string {
  const { provenance: _place, title: _title, description: _description, ...rest } = key
  return JSON.stringify(rest, (name, value: unknown) =>
    name === 'title' || name === 'description' ? undefined : value,
  )
}

/**
 * Compares two copies of the schema in one install. Where they disagree on a setting that both have, a diagnostic names
 * both places; copies of less than half the settings are something else and not compared.
 */
export function compareCopies(primary: readonly SettingKey[], copy: readonly SettingKey[]): Diagnostic[] {
  if (copy.length * 2 < primary.length) return []
  const others = new Map(copy.map((key) => [key.name, key]))
  const diagnostics: Diagnostic[] = []
  for (const key of primary) {
    const other = others.get(key.name)
    if (!other || key.provenance.kind !== 'bundle' || other.provenance.kind !== 'bundle') continue
    if (facts(key) === facts(other)) continue
    const { file, start } = other.provenance
    diagnostics.push({
      code: 'copies-disagree',
      severity: 'warning',
      message: `Another copy of the schema, in ${file} at byte ${start}, says otherwise of: ${differing(key, other).join(', ')}.`,
      key: key.name,
      file: key.provenance.file,
      offset: key.provenance.start,
    })
  }
  return diagnostics
}

function differing(left: SettingKey, right: SettingKey): string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names]
    .filter((name) => !['provenance', 'title', 'description'].includes(name))
    .filter(
      (name) => JSON.stringify(left[name as keyof SettingKey]) !== JSON.stringify(right[name as keyof SettingKey]),
    )
}
