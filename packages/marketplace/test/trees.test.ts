import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkNames } from '../src/tree/check-names.js'
import { checkPluginLinks, plainFiles } from '../src/tree/plain-files.js'
import type { TreeEntry } from '../src/tree/tree.js'

const limits = { maxFiles: 1000, maxBytes: 1_000_000 }

/** `path`, `path -> target` and `path/` for a submodule. */
function tree(...lines: string[]): { entries: TreeEntry[]; targets: Map<string, string> } {
  const targets = new Map<string, string>()
  const entries = lines.map((line): TreeEntry => {
    const [path = '', target] = line.split(' -> ')
    if (target !== undefined) targets.set(path, target)
    const type = target !== undefined ? 'link' : path.endsWith('/') ? 'submodule' : 'file'
    return { path: path.replace(/\/$/, ''), type, id: path, size: 10 }
  })
  return { entries, targets }
}

function plain(...lines: string[]) {
  const { entries, targets } = tree(...lines)
  return plainFiles(entries, targets, limits)
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (cause) {
    return (cause as { code: string }).code
  }
}

test('folders in each other come to an end', () => {
  const deep = (count: number) => codeOf(() => checkNames(tree(`${'d/'.repeat(count)}x`).entries))
  expect([deep(99), deep(100)]).toEqual(['none', 'bad-file-name'])
})

describe('links', () => {
  test('that double what is left out come to an end', () => {
    const levels = Array.from({ length: 40 }, (_, level) => [
      `d${level + 1}/a -> ../d${level}`,
      `d${level + 1}/b -> ../d${level}`,
    ]).flat()
    expect(codeOf(() => plain('d0/gone -> nowhere', ...levels))).toBe('too-large')
    expect(codeOf(() => plain('d0/module/', ...levels))).toBe('too-large')
  })

  test('are replaced by what they lead to: files, folders, other links', () => {
    const { files, links, notes } = plain(
      'a/x',
      'a/y',
      'b/one -> ../a/x',
      'b/all -> ../a',
      'b/two -> one',
      'c -> b/all',
    )
    expect(files.map(({ path, from }) => `${path} = ${from.path}`).sort()).toEqual([
      'a/x = a/x',
      'a/y = a/y',
      'b/all/x = a/x',
      'b/all/y = a/y',
      'b/one = a/x',
      'b/two = a/x',
      'c/x = a/x',
      'c/y = a/y',
    ])
    expect(links.map(({ path, to }) => `${path} = ${to}`).sort()).toEqual([
      'b/all = a',
      'b/one = a/x',
      'b/two = a/x',
      'c = a',
    ])
    expect(notes).toEqual([])
  })

  test.each([
    ['up and out', '../../etc/passwd'],
    ['absolute', '/etc/passwd'],
    ['of Windows', 'C:/Windows'],
    ['with backslashes', '..\\..\\x'],
    ['of nothing', ''],
    ['out and back in', '../../repository/a/x'],
  ])('that lead out are refused: %s', (_, target) => {
    expect(codeOf(() => plain('a/x', `b/link -> ${target}`))).toBe('link-escapes')
  })

  test('that lead out by another link are refused', () => {
    expect(codeOf(() => plain('x/dir/y', 'b/up -> ../x/dir', 'b/out -> up/../../..'))).toBe('link-escapes')
  })

  test.each([
    ['to themselves', ['a -> a']],
    ['to each other', ['a -> b', 'b -> a']],
    ['to the folder that they are in', ['a/x', 'a/loop -> .']],
    ['to a folder above', ['a/b/loop -> ../../a', 'a/x']],
    ['to the top', ['a/loop -> ..', 'a/x']],
    ['by each other’s folders', ['a/to -> ../b', 'b/to -> ../a', 'a/x']],
  ])('in circles are refused: %s', (_, lines) => {
    expect(codeOf(() => plain(...lines))).toBe('links-in-circle')
  })

  test('that lead nowhere are left out and noted, as are submodules', () => {
    const { files, notes } = plain('a/x', 'a/gone -> nothing', 'a/module/', 'a/into -> module')
    expect(files.map(({ path }) => path)).toEqual(['a/x'])
    expect(notes.map(({ code, path }) => [code, path])).toEqual([
      ['link-dangling', 'a/gone'],
      ['submodule-skipped', 'a/module'],
      ['submodule-skipped', 'a/into'],
    ])
  })

  test('cannot multiply without end', () => {
    // Each level has two links to the next: 2^40 files.
    const lines = Array.from({ length: 40 }, (_, level) => [
      `l${level}/a -> ../l${level + 1}`,
      `l${level}/b -> ../l${level + 1}`,
    ])
    expect(codeOf(() => plain('l40/x', ...lines.flat()))).toBe('too-large')
  })

  test('of a plugin stay inside it', () => {
    const tree_ = plain(
      'shared/x',
      'plugins/a/in -> skills',
      'plugins/a/skills/x',
      'plugins/b/out -> ../../shared',
      'plugins/c -> a',
    )
    expect(codeOf(() => checkPluginLinks('plugins/a', tree_))).toBe('none')
    expect(codeOf(() => checkPluginLinks('plugins/b', tree_))).toBe('link-escapes')
    // A plugin's folder may itself be a link.
    expect(codeOf(() => checkPluginLinks('plugins/c', tree_))).toBe('none')
    expect(codeOf(() => checkPluginLinks('.', tree_))).toBe('none')
  })

  test('whatever the tree: every file comes from a file of it, or it is refused', () => {
    const name = fc.constantFrom('a', 'b', 'c')
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'))
    const target = fc
      .array(fc.constantFrom('a', 'b', 'c', '..', '.'), { minLength: 1, maxLength: 4 })
      .map((names) => names.join('/'))
    const line = fc.oneof(
      path,
      fc.tuple(path, target).map(([from, to]) => `${from} -> ${to}`),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const { entries, targets } = tree(...lines)
        if (codeOf(() => checkNames(entries)) !== 'none') return
        const code = codeOf(() => plainFiles(entries, targets, limits))
        expect(['none', 'link-escapes', 'links-in-circle', 'too-large']).toContain(code)
        if (code !== 'none') return
        const { files } = plainFiles(entries, targets, limits)
        const paths = files.map((file) => file.path)
        expect(new Set(paths).size).toBe(paths.length)
        expect(files.filter(({ from }) => from.type !== 'file')).toEqual([])
        expect(codeOf(() => checkNames(files.map(({ path: each, from }) => ({ ...from, path: each }))))).toBe('none')
      }),
    )
  })
})

describe('names', () => {
  test.each([
    ['files', ['a/Readme.md', 'a/README.md']],
    ['folders', ['Skills/x', 'skills/y']],
    ['a file and a folder', ['plugins/x', 'Plugins']],
    ['the same letters, composed otherwise', ['caf\u00e9', 'cafe\u0301']],
  ])('that are one on some platforms are refused: %s', (_, paths) => {
    expect(codeOf(() => checkNames(tree(...paths).entries))).toBe('name-clash')
  })

  test.each([
    'a/../b',
    './a',
    'a//b',
    'a/.git/config',
    'A/.GIT',
    'git~1',
    'con',
    'a/NUL.md',
    'a\\b',
    'a:b',
    'a?',
    'end.',
    'end ',
    'x'.repeat(256),
    'line\nbreak',
  ])('%j is refused', (path) => {
    expect(codeOf(() => checkNames(tree(path).entries))).toBe('bad-file-name')
  })

  test('of every language are fine', () => {
    expect(codeOf(() => checkNames(tree('技能/说明.md', 'caf\u00e9/ñandú.md', 'emoji-🚀').entries))).toBe('none')
  })
})
