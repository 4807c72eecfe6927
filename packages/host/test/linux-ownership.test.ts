import { chmodSync, chownSync, mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { simulatedHost } from '@cowork-mdm/machine'
import { expect, test } from 'vitest'
import { readManaged } from '../src/index.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

/** Only root can make files of others; without it these are skipped, and say so. */
const isRoot = process.getuid?.() === 0
const NOBODY = 65534

/** A disk with a healthy managed file, changed by `spoil`, and what comes of reading it. */
async function stateAfter(spoil: (folder: string, file: string) => void) {
  const root = folderInMemory()
  const folder = join(root, 'etc', 'claude-desktop')
  const file = join(folder, 'managed-settings.json')
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, '{"inferenceProvider": "gateway"}\n', { mode: 0o644 })
  chmodSync(folder, 0o755)
  chmodSync(file, 0o644)
  spoil(folder, file)
  const { sources } = await readManaged(await simulatedHost(root, { platform: 'linux' }))
  const { state, values, problems } = sources.find(({ id }) => id === 'managed-device')!
  return [state, values.length, ...problems.map(({ code, place }) => `${code}${place ? ` ${place}` : ''}`)]
}

const FILE = '/etc/claude-desktop/managed-settings.json'
const FOLDER = '/etc/claude-desktop'

test.skipIf(!isRoot).each<[string, (folder: string, file: string) => void, unknown[]]>([
  ['a healthy file', () => {}, ['read', 1]],
  [
    'a file that its group can write',
    (_, file) => chmodSync(file, 0o664),
    ['refused', 1, `writable-by-others ${FILE}`],
  ],
  [
    'a file that everybody can write',
    (_, file) => chmodSync(file, 0o646),
    ['refused', 1, `writable-by-others ${FILE}`],
  ],
  ['a file of another user', (_, file) => chownSync(file, NOBODY, 0), ['refused', 1, `wrong-owner ${FILE}`]],
  ['a file of another group, which cannot write', (_, file) => chownSync(file, 0, NOBODY), ['read', 1]],
  ['a file that users cannot read', (_, file) => chmodSync(file, 0o600), ['refused', 1, `not-for-users ${FILE}`]],
  [
    'a folder that its group can write',
    (folder) => chmodSync(folder, 0o775),
    ['refused', 1, `writable-by-others ${FOLDER}`],
  ],
  ['a folder of another user', (folder) => chownSync(folder, NOBODY, 0), ['refused', 1, `wrong-owner ${FOLDER}`]],
  [
    'a file that is a link',
    (folder, file) => {
      renameSync(file, join(folder, 'real.json'))
      symlinkSync('real.json', file)
    },
    ['refused', 1, `is-link ${FILE}`],
  ],
  [
    'a folder that is a link',
    (folder) => {
      renameSync(folder, `${folder}-real`)
      symlinkSync('claude-desktop-real', folder)
    },
    ['refused', 1, `is-link ${FOLDER}`],
  ],
  [
    'links in a circle',
    (_, file) => {
      renameSync(file, `${file}.old`)
      symlinkSync('managed-settings.json', file)
    },
    ['refused', 0, `is-link ${FILE}`],
  ],
  ['a file of 17 MiB', (_, file) => truncateSync(file, 17 * 1024 * 1024), ['unknown', 0, 'too-large']],
])('as root: %s', async (_, spoil, expected) => {
  expect(await stateAfter(spoil)).toEqual(expected)
})

test.runIf(!isRoot)('as nobody in particular, a file of one’s own is refused', async () => {
  expect((await stateAfter(() => {}))[0]).toBe('refused')
})

test.skipIf(!isRoot).each<[string, number, RegExp]>([
  ['what root’s group alone could write stays', 0o664, /^Run: chmod go-w /],
  [
    'what anybody could have written is not made everybody’s policy',
    0o646,
    /^Remove the file, and deliver it again as root/,
  ],
])('%s', async (_, mode, hint) => {
  const root = folderInMemory()
  const file = join(root, 'etc', 'claude-desktop', 'managed-settings.json')
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '{}\n')
  chmodSync(file, mode)
  const { sources } = await readManaged(await simulatedHost(root, { platform: 'linux' }))
  expect(sources.find(({ id }) => id === 'managed-device')!.problems.map((problem) => problem.hint)).toEqual([
    expect.stringMatching(hint),
  ])
})
