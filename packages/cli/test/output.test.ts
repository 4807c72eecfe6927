import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { padTo, truncateTo, widthOf, wrapTo } from '../src/output/measure.js'
import { plainJson, plainText } from '../src/output/plain-text.js'
import { hiddenColumns, renderTable } from '../src/output/table.js'
import { terminalOf } from '../src/output/terminal.js'
import { treeLines } from '../src/output/tree.js'
import { runCli } from '../src/run-cli.js'

const at = (columns?: number) => ({ interactive: true, columns, colours: false })

test('Chinese characters take two columns, combining marks and colours none', () => {
  expect(['abc', '设置', 'e\u0301', '\u001b[1mx\u001b[22m', '｡', '👍'].map(widthOf)).toEqual([3, 4, 1, 1, 1, 2])
})

test('a text is cut within its columns, never through a character', () => {
  expect(truncateTo('abcdef', 6)).toBe('abcdef')
  expect(truncateTo('abcdef', 4)).toBe('abc…')
  expect(truncateTo('设置名称', 6)).toBe('设置…')
  expect(truncateTo('设置名称', 7)).toBe('设置名…')
})

test('no cut or wrapped text is wider than it may be', () => {
  const character = fc.constantFrom(
    'a',
    ' ',
    '设',
    '，',
    '。',
    'é',
    'e\u0301',
    'ｱ',
    '👍🏽',
    '👩‍👩‍👧',
    '한',
    '\u{20000}',
    '–',
    '…',
  )
  const text = fc.array(character, { maxLength: 60 }).map((characters) => characters.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 70 }), (original, width) => {
      const cut = truncateTo(original, width)
      expect(widthOf(cut)).toBeLessThanOrEqual(width)
      if (widthOf(original) <= width) expect(cut).toBe(original)
      expect(wrapTo(original, width).filter((line) => widthOf(line) > width)).toEqual([])
    }),
  )
})

test('a text without spaces is wrapped too', () => {
  expect(wrapTo('设置名称和类型', 6)).toEqual(['设置名', '称和类', '型'])
  expect(wrapTo('one two three', 8)).toEqual(['one two', 'three'])
  expect(padTo('设置', 6)).toBe('设置  ')
})

const columns = [
  { title: 'Name', cells: ['a-long-name', 'b'] },
  { title: 'Type', cells: ['string or object', 'text'], least: 8 },
  { title: 'Since', cells: ['1.0', '2.0'], optional: 'useful' as const },
  { title: 'Prose', cells: ['一二三四五六七八九', 'words'], optional: 'extra' as const, least: 6 },
  { title: 'Empty', cells: ['', ''] },
]

test.each([
  [
    undefined,
    ['Name         Type              Since  Prose', 'a-long-name  string or object  1.0    一二三四五六七八九'],
  ],
  [50, ['Name         Type              Since  Prose', 'a-long-name  string or object  1.0    一二三四五…']],
  [43, ['Name         Type              Since', 'a-long-name  string or object  1.0']],
  [30, ['Name         Type        Since', 'a-long-name  string or…  1.0']],
  [25, ['Name         Type', 'a-long-name  string or o…']],
  [10, ['Name         Type', 'a-long-name  string…']],
])('a table at %s columns leaves out and cuts what it may', (width, lines) => {
  expect(renderTable(columns, at(width)).split('\n').slice(0, 2)).toEqual(lines)
})

test.each([
  [undefined, []],
  [50, []],
  [43, ['Prose']],
  [25, ['Since', 'Prose']],
])('what a table at %s columns leaves out has a name, unless it is empty', (width, titles) => {
  expect(hiddenColumns(columns, at(width))).toEqual(titles)
})

test('a table without rows is empty', () => {
  expect(renderTable([{ title: 'Name', cells: [] }], at(80))).toBe('')
})

test('a tree keeps its texts in a column and wraps them there', () => {
  const leaf = (label: string, text: string) => ({ label, text, children: [] })
  const node = {
    ...leaf('outer', 'object'),
    children: [leaf('a', 'some words that are too long for one line'), leaf('bcd', 'x')],
  }
  expect(treeLines([node], 0, at(40))).toEqual([
    'outer  object',
    '  a    some words that are too long for',
    '       one line',
    '  bcd  x',
  ])
})

test('where a tree has no room left beside its labels, texts go below them', () => {
  const node = { label: 'a-rather-long-label', text: 'some words that are too long for it', children: [] }
  expect(treeLines([node], 2, at(40))).toEqual([
    '  a-rather-long-label',
    '      some words that are too long for',
    '      it',
  ])
})

test('text from elsewhere stays on its line and cannot command the terminal', () => {
  expect(plainText('a\n\tb\u001b[0m\u009b1m\u202e')).toBe('a b\\u001b[0m\\u009b1m\\u202e')
  expect(plainJson('a  b\u0085\u2028')).toBe('"a  b\\u0085\\u2028"')
})

test.each([
  [{ isTTY: true, columns: 100 }, {}, { interactive: true, columns: 100, colours: true }],
  [{ isTTY: true, columns: 100 }, { COLUMNS: '50' }, { interactive: true, columns: 100, colours: true }],
  [{ isTTY: true, columns: 0 }, {}, { interactive: true, columns: 80, colours: true }],
  [{ isTTY: true, columns: 5 }, {}, { interactive: true, columns: 20, colours: true }],
  [{ isTTY: true, columns: 80 }, { NO_COLOR: '1' }, { interactive: true, columns: 80, colours: false }],
  [{ isTTY: true, columns: 80 }, { NO_COLOR: '' }, { interactive: true, columns: 80, colours: true }],
  [{ isTTY: true, columns: 80 }, { TERM: 'dumb' }, { interactive: true, columns: 80, colours: false }],
  [{}, { FORCE_COLOR: '1' }, { interactive: false, columns: undefined, colours: true }],
  [{}, { FORCE_COLOR: '0' }, { interactive: false, columns: undefined, colours: false }],
  [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, { interactive: false, columns: undefined, colours: false }],
  [{}, {}, { interactive: false, columns: undefined, colours: false }],
  [{}, { COLUMNS: '72' }, { interactive: false, columns: 72, colours: false }],
  [{}, { COLUMNS: 'wide' }, { interactive: false, columns: undefined, colours: false }],
  [{}, { COLUMNS: '-3' }, { interactive: false, columns: undefined, colours: false }],
])('%j with %j is %j', (stream, env, terminal) => {
  expect(terminalOf(stream, { noColour: false, env })).toEqual(terminal)
})

test('--no-color goes before the terminal', () => {
  expect(terminalOf({ isTTY: true, columns: 80 }, { noColour: true, env: {} }).colours).toBe(false)
})

test('notes fit into a terminal, and are whole lines in a pipe', async () => {
  const noteTo = async (facts: object) => {
    const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), facts)
    const stdout = Object.assign(new PassThrough(), facts).resume()
    await runCli(['profile', 'new', '--template', 'gateway', '--format', 'plist'], {
      stdout: stdout as unknown as NodeJS.WriteStream,
      stderr: stderr as unknown as NodeJS.WriteStream,
      env: {},
    })
    return stripVTControlCharacters(stderr.read() as string)
      .replaceAll('\r', '')
      .split('\n')
  }
  const whole = await noteTo({})
  expect(whole).toContain('inferenceGatewayBaseUrl still holds REPLACE_GATEWAY_HOST, which has to be filled in.')
  const lines = await noteTo({ isTTY: true, columns: 60 })
  expect(lines.filter((line) => line.length > 60)).toEqual([])
  expect(lines.join(' ')).toBe(whole.join(' '))
})
