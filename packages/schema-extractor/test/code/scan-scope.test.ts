import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { scanScope } from '../../src/code/scan-scope.js'
import { buildFixture } from '../support/build-fixture.js'
import { FIXTURES } from '../support/fixtures.js'
import { VARIANTS } from '../support/variants.js'
import { SCOPES } from './scope-cases.js'
import { factsByAcorn, factsByScan, parseWhole } from './truth.js'

describe.each(Object.entries(SCOPES))('a scope with %s', (_, cases) => {
  it.each(cases)('%s', (text) => {
    expect(factsByScan(text, scanScope(Buffer.from(text), 0))).toEqual(factsByAcorn(text))
  })
  it('all of them in one file, one line each', () => {
    // As many as can stand in one file: names are not declared twice.
    const text = cases.reduce((all, source) => (isScript(`${all}\n;\n${source}`) ? `${all}\n;\n${source}` : all), '')
    expect(factsByScan(text, scanScope(Buffer.from(text), 0))).toEqual(factsByAcorn(text))
  })
  it('at an odd address', () => {
    for (const source of cases) {
      const bytes = Buffer.from(` ${source}`).subarray(1)
      expect(factsByScan(source, scanScope(bytes, 0))).toEqual(factsByAcorn(source))
    }
  })
  it('each in a function', () => {
    for (const source of cases) {
      if (/\b(?:import|export)\b|^#!/.test(source)) continue
      const text = `var before=1;(function(){${source}\n})();var after=2`
      const bytes = Buffer.from(text)
      const outer = scanScope(bytes, 0)
      expect([source, outer.bindings.declaredNames()]).toEqual([source, ['before', 'after']])
      const start = text.indexOf('{') + 1
      const inner = scanScope(bytes, start)
      expect([source, bytes.toString('utf8', inner.end)]).toEqual([source, '})();var after=2'])
      expect(factsByScan(text, inner)).toEqual(factsByAcorn(source))
    }
  })
})

function isScript(text: string): boolean {
  try {
    parseWhole(text)
    return true
  } catch {
    return false
  }
}

const require = createRequire(import.meta.url)
const LIBRARIES = ['acorn', '@electron/asar', 'zod', 'zod/v4/core', 'zod3', 'fast-check', 'typescript']

describe('real files', () => {
  it.each(LIBRARIES)('%s', { timeout: 60_000 }, (name) => {
    const text = readFileSync(require.resolve(name), 'utf8')
    expectSame(text)
  })
  it.each(VARIANTS.filter((_, index) => index % 6 === 0))('$name', { timeout: 60_000 }, async (variant) => {
    for (const text of Object.values(await buildFixture(FIXTURES['flat-key-zod4'], variant))) expectSame(text)
  })
})

/** Like the comparison above, but of a size that a difference can be read. */
function expectSame(text: string): void {
  const [scanned, parsed] = [factsByScan(text, scanScope(Buffer.from(text), 0)), factsByAcorn(text)]
  for (const table of ['declarations', 'assignments'] as const) {
    expect(Object.keys(scanned[table])).toEqual(Object.keys(parsed[table]))
    for (const name of Object.keys(parsed[table])) {
      // What is long differs early or not at all.
      const cut = (values: string[]) => values.map((value) => `${value.slice(0, 200)}…${value.slice(-200)}`)
      expect([name, cut(scanned[table][name]!)]).toEqual([name, cut(parsed[table][name]!)])
    }
  }
  expect([scanned.imports, scanned.exports, scanned.patterns]).toEqual([
    parsed.imports,
    parsed.exports,
    parsed.patterns,
  ])
}

describe('offsets', () => {
  const text = 'var a=1;function f(){if(a){let b={c(){return `${{d:1}}`}}}}var é="ü",z=f(()=>{var y=2})'
  it('count bytes', () => {
    const scan = scanScope(Buffer.from(text), 0)
    const [declared] = scan.bindings.declarations('z')
    expect(Buffer.from(text).toString('utf8', declared!.init, declared!.end)).toBe('f(()=>{var y=2})')
  })
  it('tell the blocks around them, outermost first', () => {
    const bytes = Buffer.from(text)
    const around = (words: string[]): Record<string, string[]> => {
      const watched = words.map((word) => bytes.indexOf(word))
      const { blocksAround } = scanScope(bytes, 0, watched)
      const blocks = (offset: number) => blocksAround.get(offset)!.map((at) => bytes.toString('utf8', at - 3, at + 1))
      return Object.fromEntries(words.map((word, index) => [word, blocks(watched[index]!)]))
    }
    expect(around(['a=1', 'b={', 'return', 'd:1', 'y=2'])).toEqual({
      'a=1': [],
      'b={': ['f(){', '(a){'],
      return: ['f(){', '(a){', 'c(){'],
      'd:1': ['f(){', '(a){', 'c(){'],
      'y=2': [')=>{'],
    })
  })
  it('in comments, strings and behind the last word are told, too', () => {
    const bytes = Buffer.from('{/*1*/"2";`3${4}5`;/6/}/*7*/ //8')
    const watched = [...'12345678'].map((digit) => bytes.indexOf(digit))
    const { blocksAround } = scanScope(bytes, 0, watched)
    expect(watched.map((offset) => blocksAround.get(offset))).toEqual([[0], [0], [0], [0], [0], [0], [], []])
  })
})
