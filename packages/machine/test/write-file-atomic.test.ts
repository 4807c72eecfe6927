import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CoworkError, writeFileAtomic } from '../src/index.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { codeOfUnprivileged, giveAway } from './unprivileged.js'

const posix = process.platform !== 'win32'
const permissions = (path: string) => statSync(path).mode & 0o777

test('writes bytes and text, and leaves nothing else behind', async () => {
  const folder = temporaryFolder()
  await writeFileAtomic(join(folder, 'bytes'), Uint8Array.of(0, 255))
  await writeFileAtomic(join(folder, 'text'), 'über')
  expect([...readFileSync(join(folder, 'bytes'))]).toEqual([0, 255])
  expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('über')
  expect(readdirSync(folder).sort()).toEqual(['bytes', 'text'])
})

test('replaces a file as a whole: who holds the old one open still reads the old one', async () => {
  const path = join(temporaryFolder(), 'a')
  await writeFileAtomic(path, 'old and longer')
  const before = statSync(path).ino
  await writeFileAtomic(path, 'new')
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(statSync(path).ino).not.toBe(before)
})

test('a name of the greatest length still has room for the temporary file', async () => {
  const path = join(temporaryFolder(), 'n'.repeat(255))
  await writeFileAtomic(path, 'x')
  expect(readFileSync(path, 'utf8')).toBe('x')
})

describe.runIf(posix)('permission bits', () => {
  test('are those asked for, whatever the umask', async () => {
    const path = join(temporaryFolder(), 'a')
    await writeFileAtomic(path, 'x', { mode: 0o666 })
    expect(permissions(path)).toBe(0o666)
    await writeFileAtomic(path, 'x', { mode: 0o600 })
    expect(permissions(path)).toBe(0o600)
  })

  test('stay those of the replaced file', async () => {
    const path = join(temporaryFolder(), 'a')
    writeFileSync(path, 'x')
    chmodSync(path, 0o640)
    await writeFileAtomic(path, 'y')
    expect(permissions(path)).toBe(0o640)
  })

  test('are what the umask leaves on a new file', async () => {
    const path = join(temporaryFolder(), 'a')
    await writeFileAtomic(path, 'x')
    expect(permissions(path)).toBe(0o666 & ~process.umask())
  })
})

describe.runIf(posix)('links', () => {
  test('a link at the target is replaced, and what it points to stays', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'precious'), 'kept')
    symlinkSync('precious', join(folder, 'a'))
    await writeFileAtomic(join(folder, 'a'), 'new')
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('kept')
    expect(lstatSync(join(folder, 'a')).isSymbolicLink()).toBe(false)
  })

  test('a link that leads nowhere is replaced and its target is not created', async () => {
    const folder = temporaryFolder()
    symlinkSync('nowhere', join(folder, 'a'))
    await writeFileAtomic(join(folder, 'a'), 'new')
    expect(readdirSync(folder)).toEqual(['a'])
  })

  test('a link to a folder counts as a folder', async () => {
    const folder = temporaryFolder()
    symlinkSync('.', join(folder, 'a'))
    await expect(writeFileAtomic(join(folder, 'a'), 'new')).rejects.toMatchObject({ code: 'is-a-folder' })
    expect(readlinkSync(join(folder, 'a'))).toBe('.')
  })
})

describe('failures leave nothing behind', () => {
  const cases: [string, string, string][] = [
    ['a missing folder', 'none/a', 'folder-missing'],
    ['a folder as the target', 'folder', 'is-a-folder'],
    ['a file used as a folder', 'file/a', 'not-a-folder'],
  ]
  test.each(cases)('%s', async (_, name, code) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'folder'))
    writeFileSync(join(folder, 'file'), 'kept')
    for (const options of [{}, { mode: 0o600 }]) {
      const failure = await writeFileAtomic(join(folder, name), 'x', options).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(CoworkError)
      expect(failure).toMatchObject({ code, message: expect.stringContaining(join(folder, name)) })
    }
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['file', 'folder'])
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('kept')
  })

  test.runIf(posix)('a pipe or a device is not replaced', async () => {
    const path = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [path])
    await expect(writeFileAtomic(path, 'x', { mode: 0o600 })).rejects.toMatchObject({ code: 'not-a-file' })
    expect(lstatSync(path).isFIFO()).toBe(true)
  })

  test.runIf(posix)('a folder that is not writable', () => {
    const folder = temporaryFolder()
    giveAway(folder, 0o500)
    expect(codeOfUnprivileged('writeFileAtomic("a", "x")', folder)).toBe('permission-denied')
    expect(readdirSync(folder)).toEqual([])
  })

  test.runIf(posix)('a file that is not writable, in a folder that is', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a'), 'kept')
    giveAway(join(folder, 'a'), 0o444)
    giveAway(folder, 0o700)
    expect(codeOfUnprivileged('writeFileAtomic("a", "x")', folder)).toBe('permission-denied')
    expect(codeOfUnprivileged('writeFileAtomic("b", "x")', folder)).toBe('none')
    expect(readdirSync(folder).sort()).toEqual(['a', 'b'])
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('kept')
  })

  test.runIf(posix)('a name that is too long', async () => {
    const path = join(temporaryFolder(), 'n'.repeat(300))
    await expect(writeFileAtomic(path, 'x')).rejects.toMatchObject({ code: 'name-too-long' })
  })

  // Whoever is no superuser may not write there in the first place.
  test.runIf(process.platform === 'linux')('a file system that takes no new files', async () => {
    await expect(writeFileAtomic('/proc/a.json', 'x')).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:cannot-create|permission-denied)$/),
    })
  })

  test('an aborted signal: the old file stays and the reason is thrown', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a')
    writeFileSync(path, 'old')
    const reason = new Error('enough')
    await expect(writeFileAtomic(path, 'new', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    const writing = writeFileAtomic(path, Buffer.alloc(64 * 1024 * 1024), { signal: controller.signal })
    setTimeout(() => controller.abort(reason), 5)
    await expect(writing).rejects.toBe(reason)
    expect(readdirSync(folder)).toEqual(['a'])
    expect(readFileSync(path, 'utf8')).toBe('old')
  })

  test('a failure of the rename itself', async () => {
    const folder = temporaryFolder()
    // A trailing separator asks for a folder; the temporary file beside it is already written by then.
    await expect(writeFileAtomic(join(folder, 'a') + '/', 'x')).rejects.toBeInstanceOf(CoworkError)
    expect(readdirSync(folder)).toEqual([])
  })
})
