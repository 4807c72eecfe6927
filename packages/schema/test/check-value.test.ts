import { describe, expect, it } from 'vitest'
import type { ValueSchema } from '../src/schema-document.js'
import { checkValue } from '../src/values/check-value.js'

const text: ValueSchema = { type: 'string' }
const refused = (schema: ValueSchema, value: unknown) => checkValue(schema, value).refused

describe('what is wrong, and where', () => {
  it.each<[schema: ValueSchema, value: unknown, ...problems: [pointer: string, message: string][]]>([
    [text, 1, ['', 'expected a text']],
    [{ type: 'string', minLength: 1 }, '', ['', 'expected a text that is not empty']],
    [{ type: 'string', minLength: 2 }, '', ['', 'expected at least 2 characters']],
    [{ type: 'string', maxLength: 1 }, 'ab', ['', 'expected at most 1 character']],
    [{ type: 'string', pattern: '^a' }, 'b', ['', 'expected a text that matches /^a/']],
    [{ type: 'string', format: 'uuid' }, 'b', ['', 'expected a UUID']],
    [{ type: 'string', enum: ['a'] }, 'b', ['', 'expected a']],
    [{ type: 'string', 'x-uri-policy': 'https' }, 'http://x', ['', 'expected an https URL']],
    [{ type: 'integer' }, 1.5, ['', 'expected a whole number']],
    [{ type: 'number', multipleOf: 2 }, 3, ['', 'expected a multiple of 2']],
    [{ type: 'number', maximum: 2 }, 3, ['', 'expected a number of at most 2']],
    [{ type: 'number', exclusiveMaximum: 2 }, 2, ['', 'expected a number below 2']],
    [{ type: 'number', minimum: 2 }, 1, ['', 'expected a number of at least 2']],
    [{ type: 'number', exclusiveMinimum: 2 }, 2, ['', 'expected a number above 2']],
    [{ type: 'array', items: text, minItems: 2 }, [1], ['/0', 'expected a text'], ['', 'expected at least 2 entries']],
    [{ type: 'array', items: text, maxItems: 1 }, ['a', 'b'], ['', 'expected at most 1 entry']],
    [{ type: 'object' }, [], ['', 'expected a map']],
    [{ type: 'object', properties: { a: text }, required: ['a'] }, {}, ['/a', 'expected a text']],
    [{ type: 'object', properties: { a: { not: {} } } }, { a: 1 }, ['/a', 'expected nothing here']],
    [
      { type: 'object', properties: {}, additionalProperties: false },
      { 'b/c': 1, d: 2 },
      ['/b~1c', 'expected no property of that name'],
      ['/d', 'expected no property of that name'],
    ],
    [
      { type: 'object', additionalProperties: { type: 'string', enum: ['a', 'b'] }, propertyNames: { enum: ['x'] } },
      { x: 'c', y: 'a' },
      ['/x', 'expected one of a, b'],
      ['/y', 'expected x'],
    ],
    [{ type: 'boolean' }, 'true', ['', 'expected true or false']],
    [{ const: 5 }, 6, ['', 'expected 5']],
    [{ not: { type: 'null' } }, null, ['', 'expected another value']],
  ])('%j: %j', (schema, value, ...problems) => {
    expect(refused(schema, value).map(({ pointer, message }) => [pointer, message])).toEqual(problems)
  })
})

describe('unions', () => {
  const git: ValueSchema = {
    type: 'object',
    properties: { source: { const: 'git' }, url: text, ref: text },
    required: ['source', 'url'],
  }
  const github: ValueSchema = {
    type: 'object',
    properties: { source: { const: 'github' }, repo: text },
    required: ['source', 'repo'],
  }
  const source: ValueSchema = { anyOf: [text, git, github] }

  it('names every alternative for a value of another kind', () => {
    expect(refused(source, 5)).toEqual([{ pointer: '', message: 'expected a text or a map' }])
  })

  it('lets the nearest variant speak', () => {
    expect(refused(source, { source: 'git', url: 1 })).toEqual([{ pointer: '/url', message: 'expected a text' }])
    expect(refused(source, { source: 'github' })).toEqual([{ pointer: '/repo', message: 'expected a text' }])
  })

  it('offers the words of all variants where none fits', () => {
    expect(refused(source, { source: 'gitlab', url: 'x' })).toEqual([
      { pointer: '/source', message: 'expected one of git, github', allowed: ['git', 'github'] },
    ])
  })

  it('keeps the place around a union', () => {
    expect(refused({ type: 'array', items: source }, ['a', { source: 'git' }])).toEqual([
      { pointer: '/1/url', message: 'expected a text' },
    ])
  })

  it('explains unions in unions', () => {
    const inner: ValueSchema = { anyOf: [{ type: 'null' }, { type: 'object', properties: { a: source } }] }
    expect(refused({ anyOf: [text, inner] }, { a: { source: 'git' } })).toEqual([
      { pointer: '/a/url', message: 'expected a text' },
    ])
  })
})

describe('what the app leaves out', () => {
  const lenient: ValueSchema = { type: 'array', items: { type: 'string', minLength: 1 }, 'x-lenient': true }

  it('entries of a lenient list', () => {
    expect(checkValue(lenient, ['a', '', 3])).toEqual({
      refused: [],
      leftOut: [
        { pointer: '/1', message: 'expected a text that is not empty' },
        { pointer: '/2', message: 'expected a text' },
      ],
    })
  })

  it('a lenient property deep inside', () => {
    const schema: ValueSchema = {
      type: 'object',
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { on: { type: 'boolean', 'x-lenient': true } } } },
      },
    }
    expect(checkValue(schema, { list: [{ on: 'yes' }] }).leftOut).toEqual([
      { pointer: '/list/0/on', message: 'expected true or false' },
    ])
  })

  it('nothing of what it refuses altogether', () => {
    expect(checkValue(lenient, 'a')).toEqual({ refused: [{ pointer: '', message: 'expected a list' }], leftOut: [] })
    expect(checkValue(lenient, ['a'])).toEqual({ refused: [], leftOut: [] })
  })

  it('a property that is called as the annotation', () => {
    const schema: ValueSchema = {
      type: 'object',
      properties: { 'x-lenient': { const: true } },
      required: ['x-lenient'],
    }
    expect(refused(schema, {})).toEqual([{ pointer: '/x-lenient', message: 'expected true', allowed: [true] }])
  })
})
