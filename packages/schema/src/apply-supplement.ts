import type { Availability, Diagnostic, SchemaDocument, SettingKey } from './schema-document.js'
import type { Amendment, Supplement } from './supplement.js'

/**
 * The settings of a pinned release and what documentation knows of later ones. A bundle's facts win for its own release;
 * for later releases later documentation wins, and every disagreement stays in the diagnostics with both sides.
 */
export function applySupplement(document: SchemaDocument, supplement: Supplement): SchemaDocument {
  const amendments = new Map(supplement.amendments.map((amendment) => [amendment.name, amendment]))
  const diagnostics: Diagnostic[] = [...document.diagnostics]
  const known = new Set(document.keys.map((key) => key.name))
  const keys = document.keys.map((key): SettingKey => {
    const amendment = amendments.get(key.name)
    if (!amendment) return key
    diagnostics.push(disagreement(document, key, amendment, supplement))
    return amended(key, amendment)
  })
  keys.push(...supplement.keys.filter((key) => !known.has(key.name)))
  keys.sort((left, right) => (left.name < right.name ? -1 : 1))
  return { ...document, keys, diagnostics, supplement: { asOf: supplement.asOf } }
}

function amended(key: SettingKey, { facts }: Amendment): SettingKey {
  const entries = Object.entries({ ...key, ...facts }).filter(([, fact]) => fact !== null)
  return Object.fromEntries(entries) as unknown as SettingKey
}

function disagreement(
  document: SchemaDocument,
  key: SettingKey,
  { since, note, facts }: Amendment,
  { asOf }: Supplement,
): Diagnostic {
  const names = Object.keys(facts) as (keyof typeof facts)[]
  const before = names.flatMap((name) => factTexts(name, key[name], facts[name]))
  return {
    code: 'documentation-differs',
    severity: 'info',
    message: `${note} So says the documentation of ${asOf}${since === undefined ? '' : `, for ${since} and later`}; the bundle of ${document.appVersion} has ${before.join(', ')}.`,
    key: key.name,
  }
}

/** A fact as it was before, in words; of a value schema only what changes. */
function factTexts(name: string, before: unknown, after: unknown): string[] {
  if (name === 'availability') return [availabilityText(before as Availability[])]
  if (name !== 'value') return [factText(name, before)]
  const [old, next] = [before, after] as Record<string, unknown>[]
  const changed = Object.keys({ ...old, ...next }).filter(
    (fact) => JSON.stringify(old![fact]) !== JSON.stringify(next![fact]),
  )
  return changed.map((fact) => factText(fact, old![fact]))
}

function factText(name: string, fact: unknown): string {
  const word = VALUE_WORDS[name] ?? name
  if (fact === undefined) return `no ${word}`
  return `${word} ${Array.isArray(fact) ? fact.join(', ') : JSON.stringify(fact)}`
}

const VALUE_WORDS: Readonly<Record<string, string>> = { enum: 'the values', 'x-input': 'the input forms' }

function availabilityText(availability: readonly Availability[]): string {
  return availability
    .map(({ scope, since, status }) => `${scope} ${status}${since === undefined ? '' : ` since ${since}`}`)
    .join(', ')
}
