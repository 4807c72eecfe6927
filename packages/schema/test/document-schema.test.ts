import { readFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type * as z from 'zod'
import { parseSchemaDocument, type documentSchema, type valueSchemaSchema } from '../src/document.js'
import { latestSchema, loadPinnedSchema, pinnedVersions, SchemaError } from '../src/index.js'
import type { SchemaDocument, ValueSchema } from '../src/index.js'
import { document, setting } from './documents.js'

test('the zod schema and the interface describe the same documents', () => {
  type Inferred = z.infer<typeof documentSchema>
  expectTypeOf<Inferred>().toExtend<SchemaDocument>()
  expectTypeOf<SchemaDocument>().toExtend<Inferred>()
  expectTypeOf<keyof Inferred>().toEqualTypeOf<keyof SchemaDocument>()
  expectTypeOf<keyof Inferred['keys'][number]>().toEqualTypeOf<keyof SchemaDocument['keys'][number]>()
  expectTypeOf<keyof z.infer<typeof valueSchemaSchema>>().toEqualTypeOf<keyof ValueSchema>()
  expectTypeOf<Inferred['diagnostics']>().toEqualTypeOf<SchemaDocument['diagnostics']>()
  expectTypeOf<Inferred['extractedFrom']>().toEqualTypeOf<SchemaDocument['extractedFrom']>()
  expectTypeOf<Inferred['keys'][number]['provenance']>().toEqualTypeOf<SchemaDocument['keys'][number]['provenance']>()
})

describe('valid documents', () => {
  test.each(pinnedVersions())('the pinned document of %s, as text and as a value', async (version) => {
    const text = readFileSync(new URL(`../pinned/${version}.json`, import.meta.url), 'utf8')
    const pinned = await loadPinnedSchema(version)
    expect(parseSchemaDocument(text)).toEqual(pinned)
    expect(parseSchemaDocument(pinned)).toBe(pinned)
  })

  test('the newest release with the supplement', async () => {
    const latest = await latestSchema()
    expect(parseSchemaDocument(latest)).toBe(latest)
  })

  test('every fact there is', () => {
    const everything: ValueSchema = {
      anyOf: [
        { type: 'array', prefixItems: [{}], items: { type: 'integer', multipleOf: 2 }, minItems: 1, maxItems: 2 },
        { type: 'object', properties: { constructor: { const: null } }, required: ['a'], additionalProperties: false },
        {
          type: 'object',
          additionalProperties: { type: 'number', exclusiveMinimum: -1 },
          propertyNames: { pattern: '^a' },
        },
        {
          type: 'string',
          'x-uri-policy': 'any',
          'x-path': 'file',
          'x-glob': true,
          'x-lenient': true,
          'x-input': ['trim'],
        },
        { allOf: [{ not: {} }], default: { a: [1, null] } },
      ],
    }
    const full = setting('a', {
      value: everything,
      remotePolicy: { nested: { deep: [true] } },
      example: { a: 1 },
      provenance: { kind: 'documentation', asOf: '2026-10-02', confidence: 'reported' },
    })
    const facts = {
      appVersion: 'unknown',
      diagnostics: [{ code: 'a', severity: 'info', message: '', offset: 0 } as const],
    }
    expect(() => parseSchemaDocument(document([full], facts))).not.toThrow()
  })

  test('a byte order mark is no part of the text', () => {
    expect(parseSchemaDocument('\uFEFF' + JSON.stringify(document([])))).toEqual(document([]))
  })
})

describe('invalid documents name the place, what was expected and what was found', () => {
  const cases: [string, string, unknown, string][] = [
    [
      'an unknown annotation',
      '/keys/1/value/x-color',
      'red',
      'Expected only known annotations at /keys/1/value/x-color (setting second), found "x-color".',
    ],
    [
      'an unknown property',
      '/keys/1/colour',
      'red',
      'Expected only known properties at /keys/1/colour (setting second), found "colour".',
    ],
    [
      'an unknown type',
      '/keys/0/value/type',
      'text',
      'Expected "string" or "integer" or "number" or "boolean" or "array" or "object" or "null" at /keys/0/value/type (setting first), found "text".',
    ],
    ['a missing name', '/keys/0/name', undefined, 'Expected a string at /keys/0/name, found nothing.'],
    ['no list', '/keys', {}, 'Expected a list at /keys, found an object.'],
    [
      'a bad place inside a union',
      '/keys/0/value/additionalProperties',
      { type: 7 },
      'Expected "string" or "integer" or "number" or "boolean" or "array" or "object" or "null" at /keys/0/value/additionalProperties/type (setting first), found 7.',
    ],
    [
      'an annotation inside a union',
      '/keys/0/value/additionalProperties',
      { 'x-color': 1 },
      'Expected only known annotations at /keys/0/value/additionalProperties/x-color (setting first), found "x-color".',
    ],
    [
      'none of a union',
      '/keys/0/value/additionalProperties',
      true,
      'Expected false or an object at /keys/0/value/additionalProperties (setting first), found true.',
    ],
    [
      'a kind of provenance that does not exist',
      '/keys/0/provenance/kind',
      'guess',
      'Expected "bundle" or "documentation" at /keys/0/provenance/kind (setting first), found "guess".',
    ],
    ['no version', '/appVersion', '', 'Expected something that is not empty at /appVersion, found "".'],
    [
      'a first version that is no text',
      '/keys/0/availability/0/since',
      1.2,
      'Expected a string at /keys/0/availability/0/since (setting first), found 1.2.',
    ],
    [
      'a day that does not exist',
      '/keys/0/provenance',
      { kind: 'documentation', asOf: '2026-02-30' },
      'Expected a day such as 2026-10-02 at /keys/0/provenance/asOf (setting first), found "2026-02-30".',
    ],
    [
      'a pattern that is no regular expression',
      '/keys/0/value/pattern',
      '(',
      'Expected a regular expression at /keys/0/value/pattern (setting first), found "(".',
    ],
    [
      'a negative length',
      '/keys/0/value/minLength',
      -1,
      'Expected at least 0 at /keys/0/value/minLength (setting first), found -1.',
    ],
    [
      'a length that is no integer',
      '/keys/0/value/minLength',
      0.5,
      'Expected an integer at /keys/0/value/minLength (setting first), found 0.5.',
    ],
    ['an empty name', '/keys/0/name', '', 'Expected something that is not empty at /keys/0/name, found "".'],
    [
      'an empty union',
      '/keys/0/value/anyOf',
      [],
      'Expected something that is not empty at /keys/0/value/anyOf (setting first), found a list.',
    ],
    [
      'a setting twice',
      '/keys/1/name',
      'first',
      'Expected each setting once at /keys/1/name (setting first), found "first" again.',
    ],
  ]
  test.each(cases)('%s', (_, pointer, value, message) => {
    const sample = document([setting('first'), setting('second', { value: { type: 'string' } })])
    put(sample, pointer, value)
    const attempt = () => parseSchemaDocument(JSON.stringify(sample))
    expect(attempt).toThrow(SchemaError)
    expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-document', message }))
  })

  test.each([
    [null, 'null'],
    [[], 'a list'],
    [7, '7'],
    [undefined, 'nothing'],
  ])('%j is no document', (value, found) => {
    expect(() => parseSchemaDocument(value)).toThrow(`Expected an object at the top, found ${found}.`)
  })

  test('all problems are listed', () => {
    expect(() => parseSchemaDocument({ ...document([]), extra: 1, product: 2 })).toThrow(
      expect.objectContaining({
        message: 'Expected "claude-desktop" at /product, found 2 (and 1 more place).',
        problems: [
          { pointer: '/product', expected: '"claude-desktop"', found: '2' },
          { pointer: '/extra', expected: 'only known properties', found: '"extra"' },
        ],
      }),
    )
  })
})

describe('what is no document of this format', () => {
  test.each(['', '{', 'Windows Registry Editor', '{"a":1,}'])('%j is no JSON', (text) => {
    expect(() => parseSchemaDocument(text)).toThrow(expect.objectContaining({ code: 'not-json' }))
  })

  test('a later format asks for an update', () => {
    expect(() => parseSchemaDocument({ ...document([]), formatVersion: 2 })).toThrow(
      expect.objectContaining({ code: 'newer-format', hint: expect.stringContaining('Update') }),
    )
  })
})

describe('hostile documents', () => {
  const spoiled = (json: string) => JSON.stringify(document([setting('a', { value: {} })])).replace('"value":{}', json)

  test.each([
    ['a property', '"value":{"properties":{"__proto__":{"type":"string"}}}', '/keys/0/value/properties/__proto__'],
    ['a value', '"value":{"default":{"__proto__":{"a":1}}}', '/keys/0/value/default/__proto__'],
    ['a fact', '"value":{},"remotePolicy":{"__proto__":true}', '/keys/0/remotePolicy/__proto__'],
  ])('%s that is called __proto__ is refused', (_, json, pointer) => {
    expect(() => parseSchemaDocument(spoiled(json))).toThrow(`at ${pointer}`)
  })

  test('a property called constructor is a property', () => {
    const parsed = parseSchemaDocument(spoiled('"value":{"properties":{"constructor":{},"toString":{}}}'))
    expect(Object.keys(parsed.keys[0]!.value.properties!)).toEqual(['constructor', 'toString'])
  })

  test('endless nesting is refused at once', () => {
    const deep = '{"items":'.repeat(100_000) + '{}' + '}'.repeat(100_000)
    expect(() => parseSchemaDocument(spoiled(`"value":${deep}`))).toThrow(
      expect.objectContaining({ code: 'invalid-document', message: expect.stringContaining('deeper nesting') }),
    )
  })

  test('so is a value that contains itself', () => {
    const endless = document([setting('a')]) as unknown as Record<string, unknown>
    endless['extractedFrom'] = endless
    expect(() => parseSchemaDocument(endless)).toThrow('deeper nesting')
  })
})

/** Sets what stands at a pointer; `undefined` removes it. */
function put(target: unknown, pointer: string, value: unknown): void {
  const path = pointer.slice(1).split('/')
  const last = path.pop()!
  const parent = path.reduce((part, name) => part[name] as Record<string, unknown>, target as Record<string, unknown>)
  if (value === undefined) delete parent[last]
  else parent[last] = value
}
