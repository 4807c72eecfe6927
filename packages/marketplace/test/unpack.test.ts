import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unpack } from '../src/index.js'
import { tarGzOf, tarOf, zipOf, type TarEntry, type ZipEntry } from './support/archives.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'
import { folderOf, snapshot } from './support/folders.js'

/** As `snapshot` shows a folder. */
async function shown(bytes: Buffer, limits = {}): Promise<Record<string, string>> {
  const marks = { file: '', program: '#', link: '->' }
  const entries = (await unpack(bytes, limits)).map(({ path, type, bytes }) => [
    path,
    marks[type] + bytes.toString('latin1'),
  ])
  return Object.fromEntries(entries.sort(([left], [right]) => (left! < right! ? -1 : 1))) as Record<string, string>
}

async function refusal(bytes: Buffer, limits = {}): Promise<string> {
  return await unpack(bytes, limits).then(
    () => 'unpacked',
    (error: { code?: string; message: string }) => {
      expect(error.code).toBe('bad-archive')
      return error.message
    },
  )
}

const MANIFEST = '.claude-plugin/plugin.json'

describe('archives of other programs', () => {
  const files = {
    'README.md': 'x',
    'bin/run': { program: '#!/bin/sh\n' },
    'docs/é.md': 'ü',
    'docs/link': { link: '../README.md' },
  } as const

  test('tar writes', async () => {
    const [folder, out] = [folderOf(files), join(folderInMemory(), 'x.tgz')]
    execFileSync('tar', ['czf', out, '-C', folder, '.'])
    expect(await shown(readFileSync(out))).toEqual(snapshot(folder))
  })

  test('zip writes', async () => {
    const [folder, out] = [folderOf(files), join(folderInMemory(), 'x.zip')]
    execFileSync('zip', ['-qry', out, '.'], { cwd: folder })
    expect(await shown(readFileSync(out))).toEqual(snapshot(folder))
  })

  test.each(['zip', 'tar.gz'])('git writes as %s, as GitHub hands it out', async (format) => {
    const [folder, out] = [folderOf(files), join(folderInMemory(), `x.${format}`)]
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: folder })
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'x')
    git('archive', `--format=${format}`, '--prefix=tools-0123abc/', '-o', out, 'HEAD')
    const { '.git': _, ...expected } = Object.fromEntries(
      Object.entries(snapshot(folder)).filter(([path]) => !path.startsWith('.git/')),
    )
    expect(await shown(readFileSync(out))).toEqual(expected)
  })
})

describe('the folder around everything', () => {
  test('is taken away', async () => {
    expect(await shown(zipOf([{ name: 'x-1/' }, { name: `x-1/${MANIFEST}`, text: '{}' }]))).toEqual({
      [MANIFEST]: '{}',
    })
  })

  test.each([[[`${MANIFEST}`]], [['plugins/a/SKILL.md']], [['a/x', 'b/x']], [['a/x', 'README.md']]])(
    'stays where it is one of the marketplace: %j',
    async (names) => {
      expect(Object.keys(await shown(zipOf(names.map((name) => ({ name })))))).toEqual([...names].sort())
    },
  )
})

describe('what could do harm is refused', () => {
  test.each<[what: string, name: string, found: RegExp]>([
    ['a name that leads out', '../x', /relative path|stay inside/],
    ['a name that leads out in the middle', 'a/../../x', /relative path|stay inside/],
    ['a name that stays inside by going up', 'a/../x', /relative path|stay inside/],
    ['an absolute name', '/etc/x', /absolute/],
    ['an absolute name of Windows', 'C:/x', /absolute/],
    ['a backslash', 'a\\..\\x', /character that no name may have|invalid characters/],
    ['a stream of Windows', 'a/b:c', /character that no name may have/],
    ['a device of Windows', 'a/con.txt', /name of a device/],
    ['a name that Windows shortens', 'a/b.', /ends with a dot/],
    ['a name without a name', 'a//b', /part without a name/],
    ['a control character', 'a\u0007', /character that no name may have/],
  ])('%s', async (_what, name, found) => {
    expect(await refusal(zipOf([{ name, text: 'x' }]))).toMatch(found)
    expect(await refusal(tarGzOf([{ path: name, text: 'x' }]))).toMatch(found)
  })

  test.each<[what: string, entries: ZipEntry[] & TarEntry[], found: RegExp]>([
    [
      'one name twice',
      both([
        ['a', 'x'],
        ['a', 'y'],
      ]),
      /"a" again/,
    ],
    [
      'names that differ in case',
      both([
        ['a/x', 'x'],
        ['A/y', 'y'],
      ]),
      /"a" and "A"/,
    ],
    [
      'names that differ in how letters are composed',
      both([
        ['caf\u00e9', 'x'],
        ['cafe\u0301', 'y'],
      ]),
      /"caf\u00e9" and "cafe\u0301"/,
    ],
    [
      'a file that is a folder as well',
      both([
        ['a', 'x'],
        ['a/b', 'y'],
      ]),
      /"a" again/,
    ],
  ])('%s', async (_what, entries, found) => {
    expect(await refusal(zipOf(entries))).toMatch(found)
    expect(await refusal(tarGzOf(entries))).toMatch(found)
  })

  test.each(['/etc/passwd', '../../x', '../..', 'a/../../..', 'C:\\x', ''])('a link to %j', async (linkpath) => {
    expect(await refusal(zipOf([{ name: 'd/x', text: linkpath, mode: 0o120777 }, { name: 'y' }]))).toMatch(
      /links that stay inside/,
    )
    if (linkpath !== '')
      expect(await refusal(tarGzOf([{ path: 'd/x', type: 'SymbolicLink', linkpath }, { path: 'y' }]))).toMatch(
        /links that stay inside/,
      )
  })

  test('a link that leads out of the folder around everything', async () => {
    expect(
      await shown(tarGzOf([{ path: 'x-1/a/b' }, { path: 'x-1/a/l', type: 'SymbolicLink', linkpath: '../a/b' }])),
    ).toEqual({ 'a/b': '', 'a/l': '->../a/b' })
    expect(
      await refusal(tarGzOf([{ path: 'x-1/a' }, { path: 'x-1/l', type: 'SymbolicLink', linkpath: '../x-1/a' }])),
    ).toMatch(/links that stay inside/)
  })

  test('hard links, devices and pipes', async () => {
    expect(await refusal(tarGzOf([{ path: 'a' }, { path: 'b', type: 'Link', linkpath: 'a' }]))).toMatch(/hard link/)
    expect(await refusal(tarGzOf([{ path: 'a', type: 'CharacterDevice' }]))).toMatch(/device/)
    expect(await refusal(tarGzOf([{ path: 'a', type: 'FIFO' }]))).toMatch(/device/)
    expect(await refusal(zipOf([{ name: 'a', mode: 0o020644 }]))).toMatch(/device/)
  })

  test('a password', async () => {
    expect(await refusal(zipOf([{ name: 'a', text: 'x', encrypted: true }]))).toMatch(/need no password/)
  })

  test('a file that is damaged', async () => {
    const bytes = zipOf([{ name: 'a', text: 'hello', stored: true }])
    bytes[bytes.indexOf('hello')]! ^= 1
    expect(await refusal(bytes)).toMatch(/damaged/)
    expect(await refusal(zipOf([{ name: 'a', text: 'x' }]).subarray(0, 60))).toMatch(/form of a zip/)
    expect(await refusal(tarGzOf([{ path: 'a', text: 'x' }]).subarray(0, 60))).toMatch(/form of a tar/)
    expect(await refusal(gzipSync(tarOf([{ path: 'a', text: 'x'.repeat(3000) }]).subarray(0, 1000)))).toMatch(
      /form of a tar/,
    )
  })

  test('nothing, and what is no archive', async () => {
    expect(await refusal(zipOf([]))).toMatch(/files, found none/)
    expect(await refusal(Buffer.from('<html>'))).toMatch(/zip or tar\.gz/)
    expect(await refusal(Buffer.alloc(0))).toMatch(/zip or tar\.gz/)
    expect(await refusal(gzipSync('not a tar'))).toMatch(/form of a tar/)
    expect(await refusal(gzipSync(''))).toMatch(/form of a tar|files/)
  })
})

describe('bombs are refused', () => {
  const zeros = Buffer.alloc(8 * 1024 * 1024)

  test('by how much they grow', async () => {
    expect(await refusal(zipOf([{ name: 'a', text: zeros }]))).toMatch(/bomb/)
    expect(await refusal(tarGzOf([{ path: 'a', text: zeros.toString('latin1') }]))).toMatch(/bomb/)
  })

  test('by their size, before it is unpacked', async () => {
    expect(await refusal(zipOf([{ name: 'a', text: 'x', claims: 300 * 1024 * 1024 }]))).toMatch(
      /at most 268435456 bytes/,
    )
    expect(await refusal(zipOf([{ name: 'a', text: 'xx' }]), { maxBytes: 1 })).toMatch(/at most 1 bytes/)
    expect(await refusal(tarGzOf([{ path: 'a', text: 'xx' }]), { maxBytes: 1 })).toMatch(/at most 1 bytes/)
  })

  test('by their size, when a zip tells less than the truth', async () => {
    expect(await refusal(zipOf([{ name: 'a', text: zeros, claims: 10 }]))).toMatch(/too many bytes|form of a zip/)
  })

  test('by zeros behind the end of a tar', async () => {
    const bytes = gzipSync(Buffer.concat([tarOf([{ path: 'a', text: 'x' }]), zeros]))
    expect(await refusal(bytes, { maxBytes: 1024, maxEntries: 4 })).toMatch(/bomb/)
  })

  test('in another layer', async () => {
    expect(await refusal(gzipSync(tarGzOf([{ path: 'a' }])))).toMatch(/one layer/)
  })

  test('by their number', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `${index}`)
    expect(await refusal(zipOf(names.map((name) => ({ name }))), { maxEntries: 10 })).toMatch(/at most 10 files/)
    expect(await refusal(tarGzOf(names.map((path) => ({ path, type: 'Directory' }))), { maxEntries: 10 })).toMatch(
      /at most 10 files/,
    )
  })

  test('by headers that are longer than names can be', async () => {
    const long = 'x'.repeat(200_000)
    expect(
      await refusal(
        tarGzOf([{ path: '././@LongLink', type: 'NextFileHasLongPath' as 'File', text: long }, { path: 'a' }]),
      ),
    ).toMatch(/device|unknown/)
  })
})

test('what is packed is what is unpacked', async () => {
  const name = fc.stringMatching(/^[a-zé文_-]{1,8}$/)
  const entry = fc.record({
    folder: fc.constantFrom('', 'x/', 'y/z/'),
    name,
    text: fc.string({ unit: 'binary', maxLength: 2000 }),
    program: fc.boolean(),
  })
  const files = fc.uniqueArray(entry, {
    selector: (each) => `${each.folder}${each.name}`.normalize('NFC'),
    minLength: 1,
    maxLength: 10,
  })
  await fc.assert(
    fc.asyncProperty(files, async (list) => {
      // Names end alike, so that none is a folder of another one or of Windows.
      const expected = Object.fromEntries(
        [
          ['top.md', ''],
          ...list.map((each) => [
            `${each.folder}${each.name}.md`,
            (each.program ? '#' : '') + Buffer.from(each.text).toString('latin1'),
          ]),
        ].sort(([left], [right]) => (left! < right! ? -1 : 1)),
      )
      const all = [{ folder: '', name: 'top', text: '', program: false }, ...list].map((each) => ({
        ...each,
        path: `${each.folder}${each.name}.md`,
        mode: each.program ? 0o755 : 0o644,
      }))
      expect(
        await shown(zipOf(all.map(({ path, text, mode }) => ({ name: path, text, mode: 0o100000 | mode })))),
      ).toEqual(expected)
      expect(await shown(tarGzOf(all.map(({ path, text, mode }) => ({ path, text, mode }))))).toEqual(expected)
    }),
  )
})

function both(list: readonly (readonly [name: string, text: string])[]) {
  return list.map(([name, text]) => ({ name, path: name, text }))
}
