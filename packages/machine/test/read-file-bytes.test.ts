import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CoworkError, readFileBytes } from '../src/index.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { codeOfUnprivileged, giveAway } from './unprivileged.js'

test('reads the bytes', async () => {
  const path = join(temporaryFolder(), 'a.bin')
  writeFileSync(path, Uint8Array.of(0, 255, 10))
  expect([...(await readFileBytes(path))]).toEqual([0, 255, 10])
})

test.each([
  ['a missing file', 'none', 'file-missing'],
  ['a folder', '.', 'is-a-folder'],
  ['a file used as a folder', 'file/child', 'not-a-folder'],
])('%s is an error that says so', async (_, name, code) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  const path = join(folder, name)
  const failure = await readFileBytes(path).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CoworkError)
  expect(failure).toMatchObject({ code, message: expect.stringContaining(`Cannot read ${path}: `) })
})

test.skipIf(process.platform === 'win32')('a pipe is refused instead of waited for', async () => {
  const path = join(temporaryFolder(), 'pipe')
  execFileSync('mkfifo', [path])
  await expect(readFileBytes(path)).rejects.toMatchObject({ code: 'not-a-file' })
})

test.skipIf(process.platform === 'win32')('an unreadable file is an error', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'secret'), '')
  giveAway(join(folder, 'secret'), 0)
  giveAway(folder, 0o700)
  expect(codeOfUnprivileged('readFileBytes("secret")', folder)).toBe('permission-denied')
})

test('an aborted signal stops the reading with its reason', async () => {
  const path = join(temporaryFolder(), 'a')
  writeFileSync(path, 'x')
  await expect(readFileBytes(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
})

test.each([0, 3, 4, 5, 70_000])('reads the last bytes of a file of %i', async (size) => {
  const path = join(temporaryFolder(), 'log')
  const bytes = Buffer.from(Array.from({ length: size }, (_, index) => index % 251))
  writeFileSync(path, bytes)
  expect(await readFileBytes(path, { maxBytes: 4, tail: true })).toEqual(bytes.subarray(-4))
})
