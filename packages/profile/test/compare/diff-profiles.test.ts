import { latestSchema, redact, REDACTED, type JsonValue } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffInside } from '../../src/compare/diff-inside.js'
import { diffProfiles } from '../../src/compare/diff-profiles.js'
import { parseProfile } from '../../src/parse-profile.js'
import type { Profile } from '../../src/profile.js'

const document = await latestSchema()
const profile = (values: Record<string, JsonValue>, fields: Omit<Profile, 'settings'> = {}): Profile => ({
  ...fields,
  settings: Object.entries(values).map(([name, value]) => ({ name, value })),
})
const diff = (before: Record<string, JsonValue>, after: Record<string, JsonValue>) =>
  diffProfiles(profile(before), profile(after), document)

describe('settings', () => {
  it('added, removed, changed, by name', () => {
    expect(
      diff(
        { banner: { text: 'a', enabled: true }, b: 1, d: [1] },
        { c: 2, banner: { enabled: true, text: 'b' }, d: [1] },
      ),
    ).toEqual([
      { kind: 'removed', key: 'b', before: 1 },
      {
        kind: 'changed',
        key: 'banner',
        before: { text: 'a', enabled: true },
        after: { enabled: true, text: 'b' },
        inside: [{ kind: 'changed', pointer: '/text' }],
      },
      { kind: 'added', key: 'c', after: 2 },
    ])
  })

  it('no value is no setting', () => {
    expect(diff({ a: null, b: '', c: 1 }, { c: 1, d: null })).toEqual([])
    expect(diff({ a: 1 }, { a: null })).toEqual([{ kind: 'removed', key: 'a', before: 1 }])
    expect(diff({ a: '' }, { a: false })).toEqual([{ kind: 'added', key: 'a', after: false }])
  })

  it('under an earlier name', () => {
    expect(diff({ isDxtEnabled: true }, { isDesktopExtensionEnabled: true })).toEqual([
      { kind: 'name-changed', key: 'isDesktopExtensionEnabled', previousName: 'isDxtEnabled' },
    ])
    expect(diff({ isDxtEnabled: true }, { isDesktopExtensionEnabled: false })).toEqual([
      {
        kind: 'changed',
        key: 'isDesktopExtensionEnabled',
        before: true,
        after: false,
        inside: [{ kind: 'changed', pointer: '' }],
        previousName: 'isDxtEnabled',
      },
    ])
    // The app takes the present name where both are set.
    expect(diff({ isDesktopExtensionEnabled: true, isDxtEnabled: false }, { isDesktopExtensionEnabled: true })).toEqual(
      [],
    )
    expect(diff({ isDxtEnabled: false, isDesktopExtensionEnabled: true }, { isDesktopExtensionEnabled: true })).toEqual(
      [],
    )
  })

  it('a reference and the text that looks like one', () => {
    const read = (yaml: string) => parseProfile(`values: {a: '${yaml}'}`, { document }).profile
    expect(diffProfiles(read('${env:X}'), read('$${env:X}'), document)).toEqual([
      {
        kind: 'changed',
        key: 'a',
        before: '${env:X}',
        after: '$${env:X}',
        inside: [{ kind: 'changed', pointer: '' }],
        unresolved: true,
      },
    ])
    expect(diffProfiles(read('${env:X}'), read('${env:X}'), document)).toEqual([])
  })
})

it('fields', () => {
  const before = profile({}, { name: 'a', description: 'x' })
  const after = profile({}, { name: 'b', organization: 'o', description: 'x' })
  expect(diffProfiles(before, after, document)).toEqual([
    { kind: 'field-changed', field: 'name', before: 'a', after: 'b' },
    { kind: 'field-changed', field: 'organization', after: 'o' },
  ])
})

describe('inside lists and maps', () => {
  it.each<[before: JsonValue, after: JsonValue, ...changes: string[]]>([
    [[1, 2, 3], [2, 3], 'removed /0'],
    [[1, 2], [0, 1, 2], 'added /0'],
    [['a', 'b', 'c'], ['a', 'x', 'c'], 'changed /1'],
    [
      [
        { n: 'a', v: 1 },
        { n: 'b', v: 2 },
      ],
      [{ n: 'new' }, { n: 'a', v: 1 }, { n: 'b', v: 3 }],
      'added /0',
      'changed /2/v',
    ],
    [{ 'a/b': 1 }, { 'a/b': 2, __proto__x: 1 }, 'added /__proto__x', 'changed /a~1b'],
    [{ a: { b: [1] } }, { a: { b: [1, 2] }, c: 1 }, 'added /a/b/1', 'added /c'],
    [{ a: 1 }, { a: [1] }, 'changed /a'],
    [{ a: 1 }, [1], 'changed '],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
  ])('%j → %j', (before, after, ...changes) => {
    expect(diffInside(before, after).map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual(changes)
  })

  it('lists of thousands, in time', () => {
    const list = Array.from({ length: 5000 }, (_, index) => index)
    expect(diffInside(list, [-1, ...list])).toHaveLength(5001)
  })
})

describe('secrets', () => {
  const [OLD, NEW] = ['sk-planted-before-4711', 'sk-planted-after-4712']
  it.each<[name: string, value: (secret: string) => JsonValue]>([
    ['inferenceGatewayApiKey', (secret) => secret],
    ['inferenceCustomHeaders', (secret) => ({ Authorization: secret })],
    ['inferenceGatewayHeaders', (secret) => ({ Authorization: secret })],
    ['managedMcpServers', (secret) => [{ name: 'a', transport: 'stdio', command: 'x', env: { TOKEN: secret } }]],
    ['inferenceGatewayBaseUrl', (secret) => `https://user:${secret}@x.example/${secret}`],
    ['unknownSettingWithToken', (secret) => secret],
    [
      'unknownServers',
      (secret) => [{ env: { ANY: secret }, headers: { ANY: secret }, args: ['--token', secret], clientSecret: secret }],
    ],
    ['unknownServers', (secret) => JSON.stringify([{ env: { ANY: secret } }])],
    ['organizationInstructions', (secret) => `Authorization: Bearer ${secret}`],
  ])('in %s are found by redact', (name, value) => {
    const without = profile({})
    for (const [before, after] of [
      [profile({ [name]: value(OLD) }), profile({ [name]: value(NEW) })],
      [without, profile({ [name]: value(NEW) })],
      [profile({ [name]: value(OLD) }), without],
    ] as const) {
      const shown = JSON.stringify(redact(diffProfiles(before, after, document), document))
      expect(shown).not.toContain(OLD)
      expect(shown).not.toContain(NEW)
      expect(shown).toContain(REDACTED)
    }
  })
})

describe('properties', () => {
  const values = fc.dictionary(
    fc.constantFrom('a', 'b', 'banner', 'isDxtEnabled', 'isDesktopExtensionEnabled'),
    fc.jsonValue() as fc.Arbitrary<JsonValue>,
  )

  it('nothing differs from itself; the other way round added is removed', () => {
    const mirrored = {
      added: 'removed',
      removed: 'added',
      changed: 'changed',
      'name-changed': 'name-changed',
      'field-changed': 'field-changed',
    }
    fc.assert(
      fc.property(values, values, (left, right) => {
        expect(diff(left, left)).toEqual([])
        const back = diff(right, left).map(({ kind }) => kind)
        expect(diff(left, right).map(({ kind }) => mirrored[kind])).toEqual(back)
      }),
    )
  })

  it('something differs inside wherever values differ', () => {
    fc.assert(
      fc.property(
        fc.jsonValue() as fc.Arbitrary<JsonValue>,
        fc.jsonValue() as fc.Arbitrary<JsonValue>,
        (left, right) => {
          const changed = diff({ a: { x: left } }, { a: { x: right } })
          expect(changed.length > 0).toBe(diffInside({ x: left }, { x: right }).length > 0)
        },
      ),
    )
  })
})
