import type { SchemaDocument, SettingKey } from '../src/index.js'

/** A setting with what a test does not care about filled in. */
export function setting(name: string, facts: Partial<SettingKey> = {}): SettingKey {
  return {
    name,
    value: { type: 'boolean' },
    availability: [{ scope: '3p', since: '1.0.0', status: 'enabled' }],
    provenance: { kind: 'bundle', file: 'index.js', start: 0, end: 1 },
    ...facts,
  }
}

export function document(keys: SettingKey[], facts: Partial<SchemaDocument> = {}): SchemaDocument {
  return { formatVersion: 1, product: 'claude-desktop', appVersion: '1.0.0', keys, diagnostics: [], ...facts }
}
