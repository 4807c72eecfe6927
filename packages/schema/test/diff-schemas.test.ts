import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  describeChange,
  diffSchemas,
  loadPinnedSchema,
  type Availability,
  type SchemaChange,
  type SettingKey,
  type ValueSchema,
} from '../src/index.js'
import { document, setting } from './documents.js'

const changes = (from: SettingKey[], to: SettingKey[]) => diffSchemas(document(from), document(to)).changes
const keyChanges = (from: Partial<SettingKey>, to: Partial<SettingKey>) =>
  changes([setting('k', from)], [setting('k', to)])
const valueChanges = (from: ValueSchema, to: ValueSchema) => keyChanges({ value: from }, { value: to })

test('names both versions and sorts by setting', () => {
  const from = document([setting('z'), setting('b')], { appVersion: '1.1' })
  const to = document([setting('y'), setting('b', { default: true })], { appVersion: '1.2' })
  expect(diffSchemas(from, to)).toEqual({
    from: '1.1',
    to: '1.2',
    changes: [
      { kind: 'default-changed', key: 'b', field: 'default', to: true },
      { kind: 'added', key: 'y', type: 'boolean', availability: [{ scope: '3p', since: '1.0.0', status: 'enabled' }] },
      { kind: 'removed', key: 'z' },
    ],
  })
})

test('words and places do not count', () => {
  const words = {
    title: 'a',
    description: 'b',
    example: 1,
    provenance: { kind: 'documentation', asOf: '2026-10-02' },
  } as const
  expect(keyChanges({}, words)).toEqual([])
  expect(valueChanges({ type: 'string' }, { type: 'string', title: 'a', description: 'b' })).toEqual([])
})

test('order does not count where it means nothing', () => {
  const variants: ValueSchema[] = [
    { type: 'string' },
    { type: 'object', properties: { a: {}, b: {} }, required: ['a', 'b'] },
  ]
  const reordered: ValueSchema[] = [
    { required: ['a', 'b'], properties: { b: {}, a: {} }, type: 'object' },
    { type: 'string' },
  ]
  expect(valueChanges({ anyOf: variants }, { anyOf: reordered })).toEqual([])
  expect(valueChanges({ type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['b', 'a'] })).toEqual([])
  expect(valueChanges({ type: 'object', required: ['a', 'b'] }, { type: 'object', required: ['b', 'a'] })).toEqual([])
})

describe('renames', () => {
  const old = setting('isDxtEnabled', { default: true })
  const renamed = setting('isDesktopExtensionEnabled', { legacyNames: ['isDxtEnabled'], default: false })

  test('an earlier name that went away is the same setting', () => {
    expect(changes([old], [renamed])).toEqual([
      { kind: 'renamed', key: renamed.name, from: old.name },
      { kind: 'default-changed', key: renamed.name, field: 'default', from: true, to: false },
      { kind: 'fact-changed', key: renamed.name, field: 'legacyNames', to: ['isDxtEnabled'] },
    ])
  })

  test('in the other direction as well', () => {
    expect(changes([renamed], [old])).toMatchObject([
      { kind: 'renamed', key: old.name, from: renamed.name },
      { kind: 'default-changed' },
      { kind: 'fact-changed' },
    ])
  })

  test('an earlier name that is still a setting of its own is none', () => {
    expect(changes([old], [old, renamed])).toMatchObject([{ kind: 'added', key: renamed.name }])
    expect(changes([old, renamed], [renamed])).toEqual([{ kind: 'removed', key: old.name }])
  })

  test('two earlier names: one rename, one removal', () => {
    const both = setting('c', { legacyNames: ['a', 'b'] })
    expect(changes([setting('a'), setting('b')], [both]).map(({ kind, key }) => [kind, key])).toEqual([
      ['removed', 'b'],
      ['renamed', 'c'],
      ['fact-changed', 'c'],
    ])
  })

  test('one earlier name claimed by two settings: one rename, one addition', () => {
    const claims = [setting('b', { legacyNames: ['a'] }), setting('c', { legacyNames: ['a'] })]
    expect(changes([setting('a')], claims).map(({ kind, key }) => [kind, key])).toEqual([
      ['renamed', 'b'],
      ['fact-changed', 'b'],
      ['added', 'c'],
    ])
  })
})

describe('value schemas', () => {
  const cases: [string, ValueSchema, ValueSchema, SchemaChange[]][] = [
    [
      'type',
      { type: 'string', minLength: 1 },
      { type: 'array', items: { type: 'string' } },
      [{ kind: 'type-changed', key: 'k', pointer: '', from: 'string', to: 'string[]' }],
    ],
    [
      'a type that became a union',
      { type: 'string' },
      { anyOf: [{ type: 'string' }, { type: 'array' }] },
      [{ kind: 'type-changed', key: 'k', pointer: '', from: 'string', to: 'string | array' }],
    ],
    [
      'allowed values',
      { type: 'string', enum: ['a', 'b'] },
      { type: 'string', enum: ['b', 'c'] },
      [{ kind: 'enum-changed', key: 'k', pointer: '', from: ['a', 'b'], to: ['b', 'c'], added: ['c'], removed: ['a'] }],
    ],
    [
      'a limit to some values',
      { type: 'string' },
      { type: 'string', enum: ['a'] },
      [{ kind: 'enum-changed', key: 'k', pointer: '', to: ['a'], added: ['a'], removed: [] }],
    ],
    [
      'bounds, pattern and format',
      { type: 'integer', minimum: 1, maximum: 72 },
      { type: 'integer', minimum: 0, multipleOf: 2 },
      [
        { kind: 'constraint-changed', key: 'k', pointer: '', keyword: 'minimum', from: 1, to: 0 },
        { kind: 'constraint-changed', key: 'k', pointer: '', keyword: 'maximum', from: 72 },
        { kind: 'constraint-changed', key: 'k', pointer: '', keyword: 'multipleOf', to: 2 },
      ],
    ],
    [
      'annotations of items',
      { type: 'array', items: { type: 'string', 'x-input': ['trim'] } },
      { type: 'array', items: { type: 'string', 'x-uri-policy': 'https' } },
      [
        { kind: 'annotation-changed', key: 'k', pointer: '/items', keyword: 'x-uri-policy', to: 'https' },
        { kind: 'annotation-changed', key: 'k', pointer: '/items', keyword: 'x-input', from: ['trim'] },
      ],
    ],
    [
      'properties',
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['a'] },
      { type: 'object', properties: { b: { type: 'integer' }, 'c/~': { type: 'boolean' } }, required: ['b'] },
      [
        { kind: 'property-removed', key: 'k', pointer: '/properties/a', type: 'string' },
        { kind: 'type-changed', key: 'k', pointer: '/properties/b', from: 'string', to: 'integer' },
        { kind: 'property-added', key: 'k', pointer: '/properties/c~1~0', type: 'boolean' },
        { kind: 'required-changed', key: 'k', pointer: '', added: ['b'], removed: ['a'] },
      ],
    ],
    [
      'the default of a part',
      { type: 'object', properties: { a: { type: 'string', default: 'x' } } },
      { type: 'object', properties: { a: { type: 'string', default: 'y' } } },
      [{ kind: 'default-changed', key: 'k', pointer: '/properties/a', field: 'default', from: 'x', to: 'y' }],
    ],
    [
      'the values of a map',
      { type: 'object', additionalProperties: { type: 'string' } },
      { type: 'object', additionalProperties: { type: 'string', maxLength: 9 } },
      [{ kind: 'constraint-changed', key: 'k', pointer: '/additionalProperties', keyword: 'maxLength', to: 9 }],
    ],
    [
      'further properties that are no longer allowed',
      { type: 'object', additionalProperties: { type: 'string' } },
      { type: 'object', additionalProperties: false },
      [
        {
          kind: 'constraint-changed',
          key: 'k',
          pointer: '',
          keyword: 'additionalProperties',
          from: { type: 'string' },
          to: false,
        },
      ],
    ],
    [
      'sequences, position by position',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }] },
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'null' }] },
      [{ kind: 'type-changed', key: 'k', pointer: '/prefixItems/1', from: 'string', to: 'null' }],
    ],
    [
      'sequences of another length',
      { allOf: [{ minLength: 1 }] },
      {},
      [{ kind: 'constraint-changed', key: 'k', pointer: '', keyword: 'allOf', from: [{ minLength: 1 }] }],
    ],
    [
      'a nested exclusion',
      { type: 'string', not: { const: 'x' } },
      { type: 'string', not: { const: 'y' } },
      [{ kind: 'constraint-changed', key: 'k', pointer: '/not', keyword: 'const', from: 'x', to: 'y' }],
    ],
  ]
  test.each(cases)('%s', (_, from, to, expected) => {
    expect(valueChanges(from, to)).toEqual(expected)
  })

  test('unions: equal alternatives are set aside, others are paired by type and constants', () => {
    const variant = (source: string, properties: ValueSchema['properties'] = {}): ValueSchema => ({
      type: 'object',
      properties: { source: { const: source }, ...properties },
    })
    const from: ValueSchema = { anyOf: [variant('git'), variant('local'), variant('github'), { type: 'string' }] }
    const to: ValueSchema = {
      anyOf: [{ type: 'string' }, variant('github', { ref: { type: 'string' } }), variant('url'), variant('git')],
    }
    expect(valueChanges(from, to)).toEqual([
      { kind: 'property-added', key: 'k', pointer: '/anyOf/1/properties/ref', type: 'string' },
      { kind: 'variant-added', key: 'k', pointer: '/anyOf/2', type: 'object with source "url"' },
      { kind: 'variant-removed', key: 'k', pointer: '/anyOf/1', type: 'object with source "local"' },
    ])
  })
})

describe('availability', () => {
  const enabled = (since?: string): Availability => ({ scope: '3p', ...(since && { since }), status: 'enabled' })
  const deprecated: Availability = { scope: '3p', since: '1.5', status: 'deprecated' }
  const entry = ({ since, status }: Availability) => (since ? { since, status } : { status })
  const diff = (from: Availability[], to: Availability[]) => keyChanges({ availability: from }, { availability: to })

  test.each([
    ['another first version', [enabled('@next')], [enabled('1.2')], 'availability-changed'],
    ['deprecated beside enabled', [enabled('1.2')], [deprecated, enabled('1.2')], 'deprecated'],
    ['deprecated instead of enabled', [enabled('1.2')], [deprecated], 'deprecated'],
    ['no longer deprecated', [deprecated], [enabled('1.2')], 'undeprecated'],
    ['deprecated since another version', [deprecated], [{ ...deprecated, since: '1.6' }], 'availability-changed'],
  ] as const)('%s', (_, from, to, kind) => {
    const sorted = [...to].sort((left) => (left.status === 'deprecated' ? 1 : -1))
    const [change, ...others] = diff([...from], [...to])
    expect(others).toEqual([])
    expect(change).toMatchObject({ kind, key: 'k', scope: '3p', from: from.map(entry) })
    expect(change && 'to' in change && change.to).toEqual(expect.arrayContaining(sorted.map(entry)))
  })

  test('each scope for itself', () => {
    const both: Availability[] = [enabled('1.2'), { scope: '1p', status: 'enabled' }]
    expect(diff([enabled('1.2')], both)).toEqual([
      { kind: 'availability-changed', key: 'k', scope: '1p', from: [], to: [{ status: 'enabled' }] },
    ])
    expect(diff(both, both.toReversed())).toEqual([])
    expect(diff([deprecated, enabled('1.2')], [enabled('1.2'), deprecated])).toEqual([])
  })
})

describe('facts', () => {
  test('visibility, absent meaning public', () => {
    expect(keyChanges({}, { visibility: 'internal-only' })).toEqual([
      { kind: 'visibility-changed', key: 'k', from: 'public', to: 'internal-only' },
    ])
    expect(keyChanges({ visibility: 'public-undocumented' }, {})).toEqual([
      { kind: 'visibility-changed', key: 'k', from: 'public-undocumented', to: 'public' },
    ])
  })

  const facts: [keyof SettingKey, unknown][] = [
    ['default', { a: 1 }],
    ['displayDefault', 'x'],
    ['failClosedValue', false],
    ['legacyNames', ['a']],
    ['redaction', 'drop'],
    ['providers', ['bedrock']],
    ['credentialKinds', ['static']],
    ['path', ['a', 'b']],
    ['appBehaviorOnly', true],
    ['remotePolicy', { type: 'remote-only' }],
    ['category', 'sandbox'],
  ]
  test.each(facts)('%s', (field, value) => {
    expect(keyChanges({}, { [field]: value })).toMatchObject([{ key: 'k', field, to: value }])
    expect(keyChanges({ [field]: value }, {})).toMatchObject([{ key: 'k', field, from: value }])
    expect(keyChanges({ [field]: value }, { [field]: structuredClone(value) })).toEqual([])
  })

  test('the order of properties in a value does not count', () => {
    expect(keyChanges({ default: { a: 1, b: 2 } }, { default: { b: 2, a: 1 } })).toEqual([])
  })
})

test('properties and settings may be called like properties of objects', () => {
  const value = JSON.parse(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{}}}',
  ) as ValueSchema
  expect(valueChanges({ type: 'object' }, value).map((change) => 'pointer' in change && change.pointer)).toEqual([
    '/properties/__proto__',
    '/properties/constructor',
  ])
  expect(valueChanges(value, structuredClone(value))).toEqual([])
  expect(changes([], [setting('__proto__'), setting('constructor')])).toMatchObject([
    { kind: 'added', key: '__proto__' },
    { kind: 'added', key: 'constructor' },
  ])
})

describe('for any two value schemas', () => {
  const { schema } = fc.letrec<{ schema: ValueSchema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      fc.record(
        { type: fc.constantFrom('string', 'integer', 'boolean'), enum: fc.uniqueArray(fc.nat(3), { minLength: 1 }) },
        { requiredKeys: ['type'] },
      ),
      fc.record({ type: fc.constant('array'), items: tie('schema'), maxItems: fc.nat(3) }, { requiredKeys: ['type'] }),
      fc.record(
        {
          type: fc.constant('object'),
          properties: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('schema'), { maxKeys: 2 }),
          additionalProperties: fc.oneof(fc.constant(false), tie('schema')),
        },
        { requiredKeys: ['type'] },
      ),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    ),
  }))

  test('no change is reported exactly when nothing differs', () => {
    fc.assert(
      fc.property(schema, schema, (from, to) => {
        expect(valueChanges(from, structuredClone(from))).toEqual([])
        expect(valueChanges(from, to).length === 0).toBe(meaning(from) === meaning(to))
      }),
      { numRuns: 500 },
    )
  })

  test('the result is plain JSON and every change has words', () => {
    fc.assert(
      fc.property(schema, schema, (from, to) => {
        const found = valueChanges(from, to)
        expect(JSON.parse(JSON.stringify(found))).toEqual(found)
        for (const change of found) expect(describeChange(change)).not.toMatch(/undefined|^$|: $/)
      }),
    )
  })

  /** A schema as text in which what has no meaning (order, repeated alternatives, empty properties) is gone. */
  function meaning(value: unknown): string {
    return JSON.stringify(value, (name, part: unknown) => {
      if (name === 'enum') return (part as number[]).toSorted()
      if (name === 'anyOf') return [...new Set((part as ValueSchema[]).map(meaning))].sort()
      if (name === 'properties' && Object.keys(part as object).length === 0) return undefined
      if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
      return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    })
  }
})

test('two real releases', async () => {
  const diff = diffSchemas(await loadPinnedSchema('1.18286.0'), await loadPinnedSchema('1.28929.0'))
  const count = (kind: string) => diff.changes.filter((change) => change.kind === kind).length
  expect(count('added') - count('removed')).toBe(103 - 86)
  expect(diff.changes).toContainEqual({
    kind: 'default-changed',
    key: 'isDesktopExtensionEnabled',
    field: 'default',
    from: true,
    to: false,
  })
})
