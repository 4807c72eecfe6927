import { expect, test } from 'vitest'
import { describeType, type ValueSchema } from '../src/index.js'

const cases: [ValueSchema, string][] = [
  [{ type: 'boolean' }, 'boolean'],
  [{ type: 'string', enum: ['a'] }, 'string'],
  [{ const: 'x' }, 'string'],
  [{ const: null }, 'null'],
  [{ enum: [1, 'a', 2] }, 'number | string'],
  [{ type: 'array', items: { type: 'string' } }, 'string[]'],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'object' }] } }, '(string | object)[]'],
  [{ type: 'array' }, 'array'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, 'map of string'],
  [{ type: 'object', additionalProperties: false }, 'object'],
  [{ type: 'object', properties: { a: {} }, additionalProperties: { type: 'string' } }, 'object'],
  [{ anyOf: [{ type: 'string' }, { type: 'object' }, { type: 'string' }] }, 'string | object'],
  [{ allOf: [{ pattern: 'x' }, { type: 'string' }] }, 'string'],
  [{ not: {} }, 'never'],
  [{ not: { const: 1 } }, 'any'],
  [{}, 'any'],
]

test.each(cases)('%j is %s', (schema, text) => {
  expect(describeType(schema)).toBe(text)
})
