import type { Diagnostic, SchemaDocument, SettingKey } from './schema-document.js'
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
  const sides = names.map((name) => {
    const fact = key[name] === undefined ? `no ${name}` : `${name} ${JSON.stringify(key[name])}`
    return `${fact} in the bundle of ${document.appVersion}`
  })
  const from = since === undefined ? '' : ` since ${since}`
  return {
    code: 'documentation-differs',
    severity: 'info',
    message: `${note} Documentation of ${asOf} says otherwise${from} than: ${sides.join('; ')}.`,
    key: key.name,
  }
}
