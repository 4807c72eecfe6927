import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { whereJsonBreaks } from '../../src/json-text/json-text.js'
import { rangeAt } from '../../src/json-text/range-at.js'
import type { RawNode } from '../../src/source.js'
import { readYaml } from '../../src/yaml/read-yaml.js'

/** The value of the only entry of a YAML map, and what stands at a pointer into it. */
function inYaml(text: string, pointer: string): string {
  const map = readYaml(text)
  if (map.type !== 'dict') throw new Error('Expected a map.')
  return text.slice(...rangeAt(map.entries[0]!.node, pointer, text))
}

const scalar = (file: string, written: string, value: string): RawNode => {
  const start = file.indexOf(written)
  return { type: 'string', value, range: [start, start + written.length] }
}

describe('the place of a value inside JSON text', () => {
  it.each<[notation: string, text: string, pointer: string, found: string]>([
    ['single quotes', `a: '[{"url": "x''y"}, 2]'`, '/0/url', `"x''y"`],
    ['single quotes over lines', `a: '[1,\n  2,\n\n  {"b":  3}]'`, '/2/b', '3'],
    ['double quotes', `a: "[1, {\\"\\u0062\\": \\"\\\\u0063\\"}]"`, '/1/b', `\\"\\\\u0063\\"`],
    ['double quotes over lines', `a: "[1,\n  2,\\\n  3]"`, '/2', '3'],
    ['a literal block', `a: |\n  [\n    1,\n    {"b": 2}\n  ]\n`, '/1/b', '2'],
    ['a literal block with CRLF', `a: |\r\n  [\r\n    1,\r\n    {"b": 2}\r\n  ]\r\n`, '/1/b', '2'],
    ['a literal block without the last line break', `a: |-\n   [1,\n   2]`, '/1', '2'],
    ['a folded block', `a: >\n  [1,\n  {"b": 2}]\n`, '/1/b', '2'],
    ['a list in YAML that holds JSON text', `a: ['[1, 2]', '[3, 4]']`, '/1/0', '3'],
    ['a name with a slash and a tilde', `a: '{"x/y~z": [1]}'`, '/x~1y~0z/0', '1'],
    ['a name that stands twice: the last counts', `a: '{"b": 1, "b": 2}'`, '/b', '2'],
  ])('%s', (_, text, pointer, found) => {
    expect(inYaml(text, pointer)).toBe(found)
  })

  it('something missing: what is around it', () => {
    expect(inYaml(`a: '[{"b": 1}]'`, '/0/c/d')).toBe('{"b": 1}')
    expect(inYaml(`a: '[1]'`, '/7')).toBe('[1]')
  })

  it('in an XML property list', () => {
    const file = '<dict><key>a</key><string>[1, {&quot;b&quot;: <![CDATA["<c>"]]>}, &#x31;&#50;]</string></dict>'
    const written = /<string>.*<\/string>/.exec(file)![0]
    const node = scalar(file, written, '[1, {"b": "<c>"}, 12]')
    expect(file.slice(...rangeAt(node, '/1/b', file))).toBe('"<c>"')
    expect(file.slice(...rangeAt(node, '/2', file))).toBe('&#x31;&#50;')
  })

  it('in a registry file', () => {
    const file = String.raw`"a"="{\"path\":\"C:\\\\x\"}"`
    const node = scalar(file, file.slice(4), String.raw`{"path":"C:\\x"}`)
    expect(file.slice(...rangeAt(node, '/path', file))).toBe(String.raw`\"C:\\\\x\"`)
  })

  it('the whole text where the notation cannot be followed, or the file is not at hand', () => {
    const node = scalar('"[1, 2]"', '"[1, 2]"', '[1,  2]')
    expect(rangeAt(node, '/1', '"[1, 2]"')).toEqual([0, 8])
    expect(rangeAt({ ...node, value: '[1, 2]' } as RawNode, '/1')).toEqual([0, 8])
    const broken = scalar('[1,', '[1,', '[1,')
    expect(rangeAt(broken, '/0', '[1,')).toEqual([1, 2])
  })
})

describe('properties', () => {
  const styles = ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const

  it('finds every member of JSON text in every style that YAML has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.json(), { minLength: 1 }),
        fc.constantFrom(...styles),
        fc.nat(2),
        (texts, style, indent) => {
          const list = texts.map((text) => JSON.parse(text) as unknown)
          const text = stringify({ a: JSON.stringify(list, null, indent) }, { defaultStringType: style, lineWidth: 0 })
          for (const [index, entry] of list.entries()) {
            const found = inYaml(text, `/${index}`)
            if (typeof entry === 'number' || typeof entry === 'boolean') expect(JSON.parse(found)).toBe(entry)
            else expect(found).not.toBe('')
          }
        },
      ),
    )
  })

  it('never throws, whatever the scalar, the pointer and the file', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string(),
        fc.nat(40),
        fc.nat(40),
        (value, pointer, text, start, length) => {
          const node: RawNode = { type: 'string', value, range: [start, start + length] }
          const [from, to] = rangeAt(node, `/${pointer}`, text)
          expect(from).toBeLessThanOrEqual(to)
        },
      ),
    )
  })
})

describe('where JSON text breaks', () => {
  it.each<[text: string, expected: string, at: string]>([
    ['[1 2]', 'a comma', '2'],
    ['[1, 2', 'a closing ]', ''],
    ['{"a": 1', 'a closing }', ''],
    ['[1, ]', 'a value', ']'],
    ['{"a" 1}', 'a colon', '1'],
    ["{'a': 1}", 'JSON, in which names and texts have double quotes', "'a'"],
    ['{a: 1}', 'JSON, in which names and texts have double quotes', 'a'],
    ['{"a": 1,}', 'a name in double quotes', '}'],
    ['["a]', 'a closing double quote', '"a]'],
    ['["\\d"]', 'an escape that JSON knows after the backslash; write \\\\ for a backslash', '"\\d"'],
    ['["\\u00"]', 'four hexadecimal digits after \\u', '"\\u00"'],
    ['["\t"]', 'an escaped character', '"\t"'],
    ['[1] x', 'JSON, in which names and texts have double quotes', 'x'],
    ['[1] 2', 'nothing more', '2'],
    ['[1, /* two */ 2]', 'no comment', '/* two */'],
    ['[01]', 'a comma', '1'],
    ['', 'a value', ''],
    ['['.repeat(100_000), 'JSON text', '['.repeat(100_000)],
  ])('%j', (text, expected, at) => {
    const found = whereJsonBreaks(text)!
    expect([found.expected, text.slice(...found.range)]).toEqual([expected, at])
  })

  it('nowhere in JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => whereJsonBreaks(text) === undefined))
  })
})
