import type { JsonValue, SchemaDocument, ValueSchema } from '@cowork-mdm/schema'
import { validatorFor } from '@cowork-mdm/schema/values'
import { DOMParser } from '@xmldom/xmldom'
import Ajv7 from 'ajv'
import Ajv2020 from 'ajv/dist/2020.js'
import { validateAdmx } from '@cowork-mdm/encoder/admx'
import fc from 'fast-check'
import { parse } from 'plist'
import { expect, test } from 'vitest'
import { RENDERERS } from '../src/index.js'
import { DIALECTS } from '../src/targets/json-schema/json-schema.js'
import { valueSchemaWriter } from '../src/targets/json-schema/value-schema.js'

const NAMES = ['a', 'b', 'a-b', 'c.d']
const name = fc.constantFrom(...NAMES)
const scalar = fc.oneof(
  fc.integer({ min: -3, max: 9 }),
  fc.constantFrom('a', 'true', '', 'https://a.example'),
  fc.boolean(),
)

const { schema } = fc.letrec<{ schema: ValueSchema }>((tie) => {
  const part = tie('schema')
  return {
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom<ValueSchema>({ type: 'boolean' }, { type: 'null' }, {}, { not: {} }),
      fc.record(
        { type: fc.constant('integer' as const), minimum: fc.integer({ min: -2, max: 2 }) },
        { requiredKeys: ['type'] },
      ),
      fc.record(
        { type: fc.constant('number' as const), exclusiveMaximum: fc.integer({ min: 0, max: 5 }) },
        { requiredKeys: ['type'] },
      ),
      fc.record(
        { type: fc.constant('string' as const), minLength: fc.nat(2), maxLength: fc.nat(3) },
        { requiredKeys: ['type'] },
      ),
      fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }) }),
      fc.record({ type: fc.constant('array' as const), items: part, minItems: fc.nat(2) }, { requiredKeys: ['type'] }),
      fc.record({ type: fc.constant('array' as const), prefixItems: fc.array(part, { minLength: 1, maxLength: 2 }) }),
      fc
        .record(
          {
            type: fc.constant('object' as const),
            properties: fc.dictionary(name, part, { minKeys: 1, maxKeys: 3 }),
            required: fc.uniqueArray(name, { maxLength: 1 }),
            additionalProperties: fc.constant(false as const),
          },
          { requiredKeys: ['type', 'properties'] },
        )
        .map(({ required, ...object }) =>
          required?.every((member) => Object.hasOwn(object.properties, member)) ? { ...object, required } : object,
        ),
      fc.record({ type: fc.constant('object' as const), additionalProperties: part }),
      fc.record({ anyOf: fc.array(part, { minLength: 1, maxLength: 3 }) }),
    ),
  }
})

const value = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.constantFrom<JsonValue>(null, 0.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
})).value

/** Schemas are compiled and documents rendered in every way, again and again. */
const TIME = { timeout: 90_000 }

const COMPILERS = { '2020-12': Ajv2020.default, 'draft-07': Ajv7.default }

test.each(DIALECTS)('%s: a JSON Schema accepts what the app accepts, and nothing else', TIME, (dialect) => {
  const write = valueSchemaWriter(dialect)
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 4, maxLength: 12 }), (valueSchema, values) => {
      // Enumerations of several types are on purpose here.
      const accepts = new COMPILERS[dialect]({ allowUnionTypes: true }).compile(write(valueSchema) as object)
      const app = validatorFor(valueSchema)
      for (const one of values) expect(accepts(one), JSON.stringify(one)).toBe(app.safeParse(one).success)
    }),
  )
})

const anyText = fc.string({ unit: 'binary', maxLength: 12 })
const documents: fc.Arbitrary<SchemaDocument> = fc
  .uniqueArray(
    fc.record({
      name: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      value: schema,
      title: anyText,
      description: anyText,
      category: fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 5,
      selector: (key) => key.name,
    },
  )
  .map((keys) => ({
    formatVersion: 1,
    product: 'claude-desktop',
    appVersion: '1.0.0',
    diagnostics: [],
    keys: [
      ...keys.map((key) => ({
        ...key,
        availability: [{ scope: '3p' as const, status: 'enabled' as const }],
        provenance: { kind: 'documentation' as const, asOf: '2026-10-02' },
      })),
      {
        name: 'always',
        value: { type: 'boolean' as const },
        availability: [{ scope: '3p' as const, status: 'enabled' as const }],
        provenance: { kind: 'documentation' as const, asOf: '2026-10-02' },
      },
    ],
  }))

test('whatever a document holds, files are well-formed, valid, and account for every setting', TIME, async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const wanted = document.keys.map((key) => key.name).sort()
      for (const [to, render] of Object.entries(RENDERERS)) {
        const { files, settings, omitted } = await render(document)
        expect([...settings, ...omitted.map(({ setting }) => setting)].sort(), to).toEqual(wanted)
        for (const { path, text } of files) {
          expect(Buffer.from(text).toString()).toBe(text)
          if (path.endsWith('.json')) JSON.parse(text)
          if (path.endsWith('.plist')) parse(text)
          if (/adm[xl]$/.test(path)) {
            new DOMParser({ onError: (_level, message) => expect.fail(message) }).parseFromString(text, 'text/xml')
          }
        }
        if (to === 'admx') expect(validateAdmx(files)).toEqual([])
      }
    }),
  )
})
