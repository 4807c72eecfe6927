import { expect, it } from 'vitest'
import { applySupplement } from '../src/apply-supplement.js'
import { latestSchema, loadPinnedSchema, pinnedVersions } from '../src/pinned/pinned-schemas.js'
import type { SchemaDocument, SettingKey } from '../src/schema-document.js'

const key = (name: string, facts: Partial<SettingKey> = {}): SettingKey => ({
  name,
  value: { type: 'boolean' },
  availability: [],
  provenance: { kind: 'bundle', file: 'a.js', start: 0, end: 1 },
  ...facts,
})
const pinned: SchemaDocument = {
  formatVersion: 1,
  product: 'claude-desktop',
  appVersion: '1.2.0',
  keys: [key('alpha', { default: true }), key('gamma')],
  diagnostics: [],
}
const documented = (name: string) => key(name, { provenance: { kind: 'documentation', asOf: '2026-10-02' } })

it('adds what the bundle does not have, in order, and leaves the bundle’s own facts alone', () => {
  const merged = applySupplement(pinned, {
    asOf: '2026-10-02',
    keys: [documented('beta'), documented('gamma')],
    amendments: [],
  })
  expect(merged.keys.map((entry) => [entry.name, entry.provenance.kind])).toEqual([
    ['alpha', 'bundle'],
    ['beta', 'documentation'],
    ['gamma', 'bundle'],
  ])
  expect(merged.supplement).toEqual({ asOf: '2026-10-02' })
  expect(pinned.keys).toHaveLength(2)
})

it('lets later documentation win and keeps both sides', () => {
  const merged = applySupplement(pinned, {
    asOf: '2026-10-02',
    keys: [],
    amendments: [{ name: 'alpha', since: '1.3.0', note: 'Taken back.', facts: { default: null, category: 'new' } }],
  })
  expect(merged.keys[0]).toEqual({ ...key('alpha'), category: 'new' })
  expect(merged.diagnostics).toEqual([
    {
      code: 'documentation-differs',
      severity: 'info',
      message:
        'Taken back. So says the documentation of 2026-10-02, for 1.3.0 and later; the bundle of 1.2.0 has default true, no category.',
      key: 'alpha',
    },
  ])
})

it('covers all that is known: 142 documented settings and those of bundles alone', async () => {
  const newest = await loadPinnedSchema(pinnedVersions().at(-1)!)
  const { keys } = await latestSchema()
  expect(newest.keys).toHaveLength(103)
  expect(keys).toHaveLength(167)
  const known = (kind: string) => keys.filter((entry) => entry.provenance.kind === kind)
  expect(known('bundle')).toHaveLength(103)
  for (const { name, provenance } of known('documentation')) {
    expect(provenance, name).toMatchObject({ asOf: '2026-10-02', confidence: expect.any(String) as string })
  }
})
