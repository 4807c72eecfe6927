import { describe, expect, it } from 'vitest'
import { ProfileError } from '../../src/profile-error.js'
import { rawValue } from '../../src/raw-node.js'
import { readYaml } from '../../src/yaml/read-yaml.js'

function problemsOf(text: string) {
  try {
    readYaml(text)
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error
    expect(error.code).toBe('invalid-yaml')
    return error.problems.map(({ message, range }) => [message, text.slice(...range!)])
  }
  throw new Error('Expected a ProfileError.')
}

describe('values', () => {
  it.each<[text: string, value: unknown]>([
    ['a: 0o17', { a: 15 }],
    ['a: 0x1e', { a: 30 }],
    ['a: 017', { a: 17 }],
    ['a: 1_000', { a: '1_000' }],
    ['a: 1e3', { a: 1000 }],
    ['a: -0', { a: 0 }],
    ['a: 9007199254740992', { a: 2 ** 53 }],
    ['a: -0x40000000000000', { a: '-0x40000000000000' }],
    ['a: 0x40000000000000', { a: 2 ** 54 }],
    ['a: 1152921504606847000', { a: 2 ** 60 }],
    ['a: 2001-01-01', { a: '2001-01-01' }],
    ['a: yes', { a: 'yes' }],
    ['a: !!str 5', { a: '5' }],
    ['a:\nb: ~\nc: null', { a: null, b: null, c: null }],
    ['"5": 1', { 5: 1 }],
    ['a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    // The last anchor before the alias counts, also for aliases inside what an alias repeats.
    ['a: &x [&y 1, *y]\nb: &y 2\nc: *x\nd: *y', { a: [1, 1], b: 2, c: [1, 1], d: 2 }],
    ["c: {'<<': 1}", { c: { '<<': 1 } }],
    ['\uFEFFa: 1', { a: 1 }],
    ['a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['---\na: 1\n...\n', { a: 1 }],
    ['', null],
    ['# nothing yet\n', null],
  ])('%j', (text, value) => {
    expect(rawValue(readYaml(text))).toEqual(value)
  })

  it('tells integers from other numbers by how they are written', () => {
    const types = Object.fromEntries(['1', '1.0', '1e3', '0x1e', '.5'].map((text) => [text, readYaml(text).type]))
    expect(types).toEqual({ '1': 'integer', '1.0': 'real', '1e3': 'real', '0x1e': 'integer', '.5': 'real' })
  })

  it('keeps names that are special to JavaScript', () => {
    const value = rawValue(readYaml('__proto__: {a: 1}\nconstructor: 2')) as object
    expect(Object.entries(value)).toEqual([
      ['__proto__', { a: 1 }],
      ['constructor', 2],
    ])
  })
})

it('gives every value and name its place', () => {
  const text = '\uFEFFname: "x"\nvalues:\n  a: [1, two]\n  b:\n'
  const places: unknown[] = []
  const walk = (node: ReturnType<typeof readYaml>): void => {
    places.push([node.type, text.slice(...node.range)])
    if (node.type === 'array') node.items.forEach(walk)
    if (node.type === 'dict')
      node.entries.forEach((entry) => (places.push(text.slice(...entry.nameRange)), walk(entry.node)))
  }
  walk(readYaml(text))
  expect(places).toEqual([
    ['dict', text.slice(1, -1)],
    'name',
    ['string', '"x"'],
    'values',
    ['dict', 'a: [1, two]\n  b:'],
    'a',
    ['array', '[1, two]'],
    ['integer', '1'],
    ['string', 'two'],
    'b',
    ['null', ''],
  ])
})

const AGAIN = (name: string) => `Expected each name once, found ${name} again.`
const ANCHOR = 'Expected an anchor of that name before the alias; quote a text that begins with *.'
const TAG = 'Expected a value without a tag; quote a text that begins with an exclamation mark.'
const NAME = 'Expected a text as the name of an entry; quote it.'
const ITSELF = 'Expected an alias of something else, found a value that contains itself.'
const DEEP = 'Expected at most 200 levels of nesting, found more.'
const MANY = 'Expected at most 100,000 values and 200 levels, with aliases expanded; found more.'

describe('hostile input', () => {
  it.each<[name: string, text: string, problems: [message: string, at: string][]]>([
    [
      'duplicate names',
      'a: 1\nb: 2\na: 3\na: 4',
      [
        [AGAIN('a'), 'a'],
        [AGAIN('a'), 'a'],
      ],
    ],
    ['duplicate names in a flow map', '{a: 1, "a": 2}', [[AGAIN('a'), '"a"']]],
    ['duplicate __proto__', '__proto__: 1\n__proto__: 2', [[AGAIN('__proto__'), '__proto__']]],
    ['tab as indentation', 'a:\n\tb: 1', [['Expected spaces as indentation, found a tab.', '\t']]],
    ['unknown tag', 'a: !secret x', [[TAG, '!secret']]],
    ['tag of a type that JSON lacks', 'a: !!binary aGk=', [['Expected a value without a tag.', 'aGk=']]],
    ['set', 'a: !!set {x}', [['Expected a value without a tag.', '{x}']]],
    ['own tag directive', '%TAG ! tag:x,2000:\n---\na: !b c', [[TAG, '!b']]],
    ['YAML 1.1', '%YAML 1.1\n---\na: yes', [['Expected YAML 1.2; remove the line %YAML.', '']]],
    ['two documents', 'a: 1\n---\nb: 2', [['Expected one document, found a second one; remove the line ---.', '']]],
    ['alias without anchor', 'a: *.example.com', [[ANCHOR, '*.example.com']]],
    ['anchor after the alias', 'a: *x\nb: &x 1', [[ANCHOR, '*x']]],
    ['list that contains itself', '&a [*a]', [[ITSELF, '*a']]],
    ['map that contains itself', 'a: &a\n  b: {c: *a}', [[ITSELF, '*a']]],
    [
      'integer that no number holds',
      'a: 9007199254740993',
      [['Expected an integer that can be kept exactly; quote it to keep it as text.', '9007199254740993']],
    ],
    [
      'infinity and not a number',
      'a: .inf\nb: -.INF\nc: .nan\nd: 1e999',
      ['.inf', '-.INF', '.nan', '1e999'].map((at) => ['Expected a finite number.', at]),
    ],
    ['names that are no text', '1: a\ntrue: b\n[c]: d\n: e', ['1', 'true', '[c]', ''].map((at) => [NAME, at])],
    [
      'merge key',
      'a: &x {b: 1}\nc: {<<: *x}',
      [['Expected names without <<, which merges nothing here; repeat the entries, or use extends.', '<<']],
    ],
    [
      'text behind the end',
      'a: 1\n}sk-secret',
      [
        ['Unexpected flow-map-end token in YAML stream.', '}'],
        ['Unexpected scalar token in YAML stream.', 'sk-secret'],
      ],
    ],
    [
      'no version',
      '%YAML sk-secret\n---\na: 1',
      [['Expected no line that begins with %; put quotes around a text that does.', 'sk-secret']],
    ],
    ['unclosed quote', 'a: "x', [['Missing closing "quote.', '']]],
    ['reserved first character', 'a: @x', [['Expected quotes around a text that begins with this character.', '@']]],
    [
      'Windows path in double quotes',
      'a: "C:\\Users"',
      [
        [
          'Expected an escape that YAML knows after the backslash; put single quotes around a text with backslashes.',
          '\\',
        ],
      ],
    ],
    ['text behind a block indicator', 'a: |sk-secret\n  x', [['Block scalar header includes extra characters.', 's']]],
    [
      'unquoted colon',
      'a: b: c',
      [
        [
          'Expected one entry on a line; check the indentation, and quote a text that holds a colon before a space.',
          'b',
        ],
      ],
    ],
    [
      'name of 5,000 characters',
      `${'a'.repeat(5000)}: 1`,
      [
        [
          'The : indicator must be at most 1024 chars after the start of an implicit block mapping key.',
          'a'.repeat(5000),
        ],
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })

  it.each<[name: string, text: string]>([
    ['open flow lists', `a: ${'['.repeat(50_000)}`],
    ['closed flow lists', '['.repeat(3000) + ']'.repeat(3000)],
    ['lists in lists', `${'- '.repeat(20_000)}x`],
    ['maps in maps', Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['explicit names', '? '.repeat(20_000)],
  ])('deep nesting: %s', (_, text) => {
    expect(problemsOf(text)).toEqual([[DEEP, expect.any(String)]])
  })

  it('levels that only aliases make', () => {
    const lines = Array.from({ length: 150 }, (_, index) => `a${index}: &a${index} [${index ? `*a${index - 1}` : ''}]`)
    expect(problemsOf(lines.join('\n'))).toEqual([[MANY, expect.any(String)]])
  })

  it('aliases that double and double', () => {
    const lines = ['a0: &a0 [x, x]']
    for (let index = 1; index < 40; index++) lines.push(`a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`)
    expect(problemsOf(lines.join('\n'))).toEqual([[MANY, expect.any(String)]])
  })

  it('one big list, without an alias', () => {
    expect(problemsOf(`[${'1,'.repeat(100_001)}1]`)).toEqual([[MANY, '1']])
  })

  it('thousands of mistakes: a hundred are told', () => {
    expect(problemsOf('a: .inf\n'.repeat(300))).toHaveLength(100)
  })
})
