import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { ExtractionError } from '../errors.js'
import { explain } from './file-errors.js'

/** Largest file that is read as a whole. The largest script of a real release has a fifth of it. */
const LARGEST_FILE = 64 << 20

/** Longest stretch that is read at once; of longer ones, several are. */
const LONGEST_STRETCH = 4 << 20

/**
 * Opens a regular file for reading.
 * @throws ExtractionError when it cannot be opened, or is a folder, a pipe or a device: reading those could wait for ever
 */
export async function openRegularFile(path: string): Promise<{ handle: FileHandle; size: number }> {
  // Without O_NONBLOCK, opening a pipe waits for a writer. Windows has neither.
  const flags = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0)
  const handle = await open(path, flags).catch((error: unknown) => {
    throw explain(error, path)
  })
  try {
    const facts = await handle.stat()
    if (facts.isFile()) return { handle, size: facts.size }
    const found = facts.isDirectory() ? 'a folder' : 'a pipe or a device'
    throw new ExtractionError('unreadable-path', `Expected a file at ${path}, found ${found}.`, {
      hint: 'Copy the app to a folder that holds only its files.',
    })
  } catch (error) {
    await handle.close()
    throw error instanceof ExtractionError ? error : explain(error, path)
  }
}

/** Bytes of an open file, in `into` where they fit; fewer where the file ends before. `path` is for messages. */
export async function readPart(
  handle: FileHandle,
  path: string,
  start: number,
  length: number,
  into?: Buffer,
): Promise<Buffer> {
  if (length > LARGEST_FILE) {
    throw new ExtractionError(
      'too-complex',
      `Expected files of at most ${LARGEST_FILE} bytes, found ${path} with ${length}.`,
      { hint: 'Check that this is the app: none of its scripts is that large.' },
    )
  }
  const bytes = into && length <= into.length ? into.subarray(0, length) : Buffer.allocUnsafe(length)
  const reading: Promise<number>[] = []
  for (let at = 0; at < length; at += LONGEST_STRETCH) {
    reading.push(fill(handle, bytes.subarray(at, at + LONGEST_STRETCH), start + at))
  }
  const read = await Promise.all(reading).catch((error: unknown) => {
    throw explain(error, path)
  })
  return bytes.subarray(
    0,
    read.reduce((sum, count) => sum + count, 0),
  )
}

/** Fills a buffer with what begins at `start`; the number of bytes, fewer where the file ends before. */
async function fill(handle: FileHandle, bytes: Buffer, start: number): Promise<number> {
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

/** Bytes of a regular file from `start` on, `length` at most. */
export async function readFilePart(path: string, start = 0, length = Infinity): Promise<Buffer> {
  const { handle, size } = await openRegularFile(path)
  try {
    return await readPart(handle, path, start, Math.max(0, Math.min(length, size - start)))
  } finally {
    await handle.close()
  }
}
