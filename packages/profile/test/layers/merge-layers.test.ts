import { latestSchema, type JsonValue } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignSetting } from '../../src/layers/assign-setting.js'
import { mergeLayers } from '../../src/layers/merge-layers.js'
import type { Profile } from '../../src/profile.js'

const document = await latestSchema()

const layer = (settings: Record<string, JsonValue>, fields: Omit<Profile, 'settings'> = {}): Profile => ({
  ...fields,
  settings: Object.entries(settings).map(([name, value]) => ({ name, value })),
})

describe('merging', () => {
  it('takes the last layer for each setting, whole, and keeps the order', () => {
    const base = layer({ a: 1, banner: { text: 'base', enabled: true }, c: 3 })
    const team = layer({ banner: { text: 'team' }, d: 4, a: null })
    expect(mergeLayers([base, team], document)).toEqual(layer({ a: null, banner: { text: 'team' }, c: 3, d: 4 }))
  })

  it('takes an earlier and the present name for the same setting', () => {
    const merged = mergeLayers(
      [layer({ isDxtEnabled: true, a: 1 }), layer({ isDesktopExtensionEnabled: false })],
      document,
    )
    expect(merged).toEqual(layer({ isDesktopExtensionEnabled: false, a: 1 }))
    expect(mergeLayers([layer({ isDesktopExtensionEnabled: true }), layer({ isDxtEnabled: false })], document)).toEqual(
      layer({ isDxtEnabled: false }),
    )
  })

  it('keeps the contradiction of a layer that uses both names', () => {
    const both = layer({ isDxtEnabled: true, isDesktopExtensionEnabled: false })
    expect(mergeLayers([layer({ isDxtEnabled: false }), both], document)).toEqual(both)
  })

  it('inherits name, description, identifier and organization unless set', () => {
    const base = layer({}, { name: 'base', description: 'of all', identifier: 'com.x', organization: 'X' })
    expect(mergeLayers([base, layer({}, { name: 'team' })], document)).toEqual(
      layer({}, { name: 'team', description: 'of all', identifier: 'com.x', organization: 'X' }),
    )
  })

  it('of nothing is an empty profile', () => {
    expect(mergeLayers([], document)).toEqual({ settings: [] })
  })
})

describe('properties', () => {
  const names = ['a', 'b', '__proto__', 'isDxtEnabled', 'isDesktopExtensionEnabled', 'inferenceModels']
  const profiles = fc
    .record(
      {
        name: fc.string(),
        identifier: fc.string(),
        settings: fc.uniqueArray(
          fc.record({ name: fc.constantFrom(...names), value: fc.jsonValue() as fc.Arbitrary<JsonValue> }),
          { selector: ({ name }) => name },
        ),
      },
      { requiredKeys: ['settings'] },
    )
    .map((profile): Profile => profile)

  it('merging is associative, and an empty layer changes nothing', () => {
    fc.assert(
      fc.property(profiles, profiles, profiles, (a, b, c) => {
        const merge = (...layers: Profile[]) => mergeLayers(layers, document)
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)))
        expect(merge(merge(a, b), c)).toEqual(merge(a, b, c))
        expect(merge({ settings: [] }, a, { settings: [] })).toEqual(merge(a))
        expect(merge(merge(a))).toEqual(merge(a))
      }),
    )
  })

  it('what is assigned is what the profile then has, once, and the rest is untouched', () => {
    fc.assert(
      fc.property(
        profiles,
        fc.string().filter((text) => text !== '' && text !== 'null' && !text.includes('{')),
        (profile, text) => {
          const assigned = assignSetting(profile, `deploymentOrganizationUuid=${text}`, document)
          expect(assigned.settings.at(-1)).toEqual({ name: 'deploymentOrganizationUuid', value: text })
          expect({ ...assigned, settings: assigned.settings.slice(0, -1) }).toEqual(mergeLayers([profile], document))
          expect(assignSetting(assigned, `deploymentOrganizationUuid=${text}`, document)).toEqual(assigned)
        },
      ),
    )
  })
})
