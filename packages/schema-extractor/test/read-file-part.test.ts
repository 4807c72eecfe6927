import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRegularFile, readFilePart, readPart } from '../src/source/read-file-part.js'
import { temporaryFolder } from './support/pack-app.js'

const SIZE = 9_000_001

describe('a file of several stretches', () => {
  const content = randomBytes(SIZE)
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let path: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    path = join(folder.path, 'file.js')
    await writeFile(path, content)
  })
  afterAll(() => folder.dispose())

  it.each([
    [0, SIZE],
    [1, SIZE - 2],
    [4 << 20, 4 << 20],
    [SIZE - 5, 5],
    [SIZE - 5, 100],
    [SIZE, 1],
    [0, 0],
  ])('from %i on, %i bytes', async (start, length) => {
    const bytes = await readFilePart(path, start, length)
    expect(bytes.equals(content.subarray(start, start + length))).toBe(true)
  })

  it('that ends before what is asked for', async () => {
    const { handle } = await openRegularFile(path)
    try {
      expect((await readPart(handle, path, 100, SIZE)).equals(content.subarray(100))).toBe(true)
      const into = Buffer.alloc(SIZE + 10)
      const bytes = await readPart(handle, path, 0, SIZE + 5, into)
      expect(bytes.equals(content)).toBe(true)
      expect(bytes.buffer).toBe(into.buffer)
    } finally {
      await handle.close()
    }
  })
})
