import { chmodSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localHost } from '@cowork-mdm/machine'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentHash } from '../src/index.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'
import { folderOf, writeFiles, type Content } from './support/folders.js'

const host = localHost()
const FILES: Record<string, Content> = {
  'a.md': 'a',
  'b/c.md': 'c',
  'bin/tool': { program: 'x' },
  'b/link': { link: '../a.md' },
}
const HASH = '5d6237ed'

describe('the hash of a content', () => {
  test('is the same today and tomorrow', async () => {
    expect((await contentHash(host, folderOf(FILES))).slice(0, 8)).toBe(HASH)
  })

  test.each<[what: string, change: (folder: string) => unknown]>([
    ['a byte', (folder) => writeFileSync(join(folder, 'a.md'), 'b')],
    ['a name', (folder) => renameSync(join(folder, 'a.md'), join(folder, 'A.md'))],
    ['a folder', (folder) => renameSync(join(folder, 'b'), join(folder, 'd'))],
    ['whether a file can be run', (folder) => chmodSync(join(folder, 'a.md'), 0o755)],
    ['a new file', (folder) => writeFiles(folder, { 'b/new': '' })],
    ['version.json that is not at the top', (folder) => writeFiles(folder, { 'b/version.json': '' })],
  ])('changes with %s', async (_what, change) => {
    const folder = folderOf(FILES)
    const before = await contentHash(host, folder)
    change(folder)
    expect(await contentHash(host, folder)).not.toBe(before)
  })

  test.each<[what: string, change: (folder: string) => unknown]>([
    ['version.json', (folder) => writeFiles(folder, { 'version.json': '{}' })],
    ['times', (folder) => utimesSync(join(folder, 'a.md'), 0, 0)],
    ['empty folders', (folder) => writeFiles(folder, { empty: { folder: true } })],
    ['permissions of others', (folder) => chmodSync(join(folder, 'a.md'), 0o600)],
  ])('does not change with %s', async (_what, change) => {
    const folder = folderOf(FILES)
    const before = await contentHash(host, folder)
    change(folder)
    expect(await contentHash(host, folder)).toBe(before)
  })

  test('is the same however a file system composes the letters of names', async () => {
    const composed = await contentHash(host, folderOf({ 'caf\u00e9/x.md': 'x' }))
    expect(await contentHash(host, folderOf({ 'cafe\u0301/x.md': 'x' }))).toBe(composed)
  })

  test('tells a file from a link that says the same, and two files from one with a strange name', async () => {
    const link = await contentHash(host, folderOf({ a: { link: 'x' } }))
    expect(link).not.toBe(await contentHash(host, folderOf({ a: 'x' })))
    const strange = await contentHash(host, folderOf({ 'a","file","b': 'x' }))
    expect(strange).not.toBe(await contentHash(host, folderOf({ a: 'x', b: 'x' })))
  })

  test('does not depend on the order in which files are made', async () => {
    const name = fc.stringMatching(/^[a-zé文 ]{1,6}$/).filter((text) => text.trim() === text)
    const files = fc.uniqueArray(fc.record({ folder: fc.constantFrom('', 'x/', 'y/z/'), name, text: fc.string() }), {
      selector: ({ folder, name }) => `${folder}${name}!`.normalize('NFC'),
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(
        files.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        async ([first, second]) => {
          const hashes = await Promise.all(
            [first, second].map(async (list) => {
              const folder = temporaryFolderOf(list)
              return await contentHash(host, folder)
            }),
          )
          expect(hashes[0]).toBe(hashes[1])
        },
      ),
    )
    function temporaryFolderOf(list: readonly { folder: string; name: string; text: string }[]): string {
      return writeFiles(
        folderInMemory(),
        Object.fromEntries(list.map(({ folder, name, text }) => [`${folder}${name}!`, text])),
      )
    }
  })
})
