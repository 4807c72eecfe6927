import fc from 'fast-check'
import { rawValue } from '@cowork-mdm/profile'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/json/read-json.js'
import { writeJsonMap } from '../../src/json/write-json.js'
import { failureOf } from '../support/failure-of.js'

it('knows types and places', () => {
  const text = '\ufeff{"a": [1, -2.5, 1e2, 9007199254740993], "b\\n": {"c": null, "d": true}}'
  const node = readJson(text)
  const shown: string[] = []
  const show = (at: typeof node): void => {
    shown.push(`${at.type} ${text.slice(...at.range)}`)
    if (at.type === 'array') at.items.forEach(show)
    if (at.type === 'dict') {
      for (const entry of at.entries) {
        shown.push(`name ${text.slice(...entry.nameRange)}`)
        show(entry.node)
      }
    }
  }
  show(node)
  expect(shown).toEqual([
    `dict ${text.slice(1)}`,
    'name "a"',
    'array [1, -2.5, 1e2, 9007199254740993]',
    'integer 1',
    'real -2.5',
    'real 1e2',
    'integer 9007199254740993',
    'name "b\\n"',
    'dict {"c": null, "d": true}',
    'name "c"',
    'null null',
    'name "d"',
    'boolean true',
  ])
  expect(rawValue(node)).toEqual({ a: [1, -2.5, 100, 9007199254740993n], 'b\n': { c: null, d: true } })
})

it('reads what JSON.parse reads, to the same values', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
      const expected: unknown = JSON.parse(text)
      const plain: unknown = JSON.parse(
        JSON.stringify(rawValue(readJson(text)), (_, value: unknown) =>
          typeof value === 'bigint' ? Number(value) : value,
        ),
      )
      expect(plain).toEqual(JSON.parse(JSON.stringify(expected)))
    }),
  )
})

it('refuses what JSON.parse refuses', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', '"', '\\', '1', '\n', '/**/', '\u0001'),
      (text, at, other) => {
        const position = at % (text.length + 1)
        const damaged = text.slice(0, position) + other + text.slice(position + 1)
        let isJson = true
        try {
          JSON.parse(damaged)
        } catch {
          isJson = false
        }
        if (!isJson) expect(failureOf(() => readJson(damaged)).code).toMatch(/invalid-json|duplicate-key/)
      },
    ),
  )
})

describe('hostile files', () => {
  it.each([
    ['an empty file', '', 'something else where a value should be'],
    ['a mark alone', '\ufeff', 'something else where a value should be'],
    ['a comment', '{"a": 1 // x\n}', 'a comment'],
    ['a comma too many', '{"a": 1,}', 'something else where a name'],
    ['single quotes', "{'a': 1}", 'something else'],
    ['a name without quotes', '{a: 1}', 'something else'],
    ['a file cut off inside a map', '{"a": 1', 'the end of the file inside a map'],
    ['a file cut off inside a list', '[1', 'the end of the file inside a list'],
    ['a file cut off inside a text', '{"a": "sk-secret', 'text without a quotation mark at its end'],
    ['a control character', '{"a": "\t"}', 'a control character in text'],
    ['a stray backslash', '{"a": "C:\\new\\x"}', 'a backslash before a character that it does not go with'],
    ['a short escape', '{"a": "\\u12"}', '\\u without four hexadecimal digits'],
    ['NaN', '{"a": NaN}', 'something else'],
    ['a number that is too large', '{"a": 1e400}', 'a number that is too large'],
    ['two values', '{} {}', 'more behind the value'],
    ['levels without end', '['.repeat(100_000), 'more than 200 levels'],
    ['levels without end in maps', '{"a":'.repeat(100_000), 'more than 200 levels'],
  ])('refuses %s, with its place', (_, text, found) => {
    const failure = failureOf(() => readJson(text, 'x.json'))
    expect([failure.code, failure.file]).toEqual(['invalid-json', 'x.json'])
    expect(failure.message).toContain(`Expected JSON in x.json, found ${found}`)
    expect(failure.message).not.toContain('sk-secret')
    const [start, end] = failure.range!
    expect(start).toBeLessThanOrEqual(end)
    expect(end).toBeLessThanOrEqual(text.length)
  })

  it.each([
    ['at the top', '{"a": 1, "a": 2}', 9],
    ['inside', '{"x": [{"a": 1, "b": 2, "a": 3}]}', 24],
    ['written otherwise', '{"a": 1, "\\u0061": 2}', 9],
    ['of a name that is special', '{"__proto__": 1, "__proto__": 2}', 17],
  ])('refuses a name that stands twice %s', (_, text, start) => {
    const failure = failureOf(() => readJson(text))
    expect([failure.code, failure.range![0]]).toEqual(['duplicate-key', start])
  })
})

it('writes entries in their order, whatever their names are', () => {
  const text = new TextDecoder().decode(
    writeJsonMap([
      ['10', [1, { a: 'x\ny' }]],
      ['2', null],
      ['__proto__', {}],
    ]),
  )
  expect(text).toBe(
    '{\n  "10": [\n    1,\n    {\n      "a": "x\\ny"\n    }\n  ],\n  "2": null,\n  "__proto__": {}\n}\n',
  )
  expect(new TextDecoder().decode(writeJsonMap([]))).toBe('{}\n')
})
