import type { BigIntStats } from 'node:fs'
import { constants, open, type FileHandle } from 'node:fs/promises'
import { CoworkError } from './cowork-error.js'
import { absolutePath, fileFailure } from './file-failure.js'

export interface ReadOptions {
  /** Refuses a larger file, before and while it is read. No limit by default. */
  maxBytes?: number
  /** Reads the last `maxBytes` of a larger file instead of refusing it. */
  tail?: boolean
  /** Stops the reading; the signal's reason is thrown. */
  signal?: AbortSignal
  /** What messages call the file; its path by default. */
  name?: string
  /** Fails with `ELOOP` where the last name of the path is a link. */
  noFollow?: boolean
  /** Looks at what has been opened before anything is read, and throws to refuse it. */
  accept?: (facts: BigIntStats) => void
}

/**
 * Reads a whole file.
 *
 * @throws CoworkError where `path` is missing, not readable, a folder, a device or pipe (reading those could wait for
 * ever), or larger than `maxBytes`.
 */
export async function readFileBytes(path: string, options: ReadOptions = {}): Promise<Buffer> {
  const { name = path, accept, noFollow = false } = options
  let file: FileHandle | undefined
  try {
    // Not blocking, as opening a pipe would wait for its writer. What was opened cannot be exchanged any more.
    file = await open(
      absolutePath(path),
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (noFollow ? (constants.O_NOFOLLOW ?? 0) : 0),
    )
    const facts = await file.stat({ bigint: true })
    refuseOthers(name, facts)
    accept?.(facts)
    return await readAll(file, name, Number(facts.size), options)
  } catch (cause) {
    throw fileFailure('read', name, cause)
  } finally {
    await file?.close()
  }
}

function refuseOthers(name: string, facts: BigIntStats): void {
  if (facts.isFile()) return
  if (facts.isDirectory()) {
    throw new CoworkError('is-a-folder', `Cannot read ${name}: it is a folder, not a file.`, {
      hint: 'Name a file inside it.',
    })
  }
  throw new CoworkError('not-a-file', `Cannot read ${name}: it is a device or a pipe, not a file.`, {
    hint: 'Name a regular file.',
  })
}

async function readAll(
  file: FileHandle,
  name: string,
  size: number,
  { maxBytes, tail = false, signal }: ReadOptions,
): Promise<Buffer> {
  if (maxBytes === undefined) return await file.readFile({ signal })
  if (size > maxBytes && !tail) throw tooLarge(name, `${size} bytes`, maxBytes)
  const start = Math.max(0, size - maxBytes)
  const chunks: Buffer[] = []
  let total = 0
  // The size is a promise only: files grow, and those of /proc say 0.
  for (let chunk = Buffer.allocUnsafe(size - start + 1); ; chunk = Buffer.allocUnsafe(64 * 1024)) {
    signal?.throwIfAborted()
    const { bytesRead } = await file.read(chunk, 0, chunk.length, start === 0 ? null : start + total)
    total += bytesRead
    if (total > maxBytes && !tail) throw tooLarge(name, 'more', maxBytes)
    chunks.push(chunk.subarray(0, bytesRead))
    // There was room for more than the file has.
    const isWhole = bytesRead === size - start && bytesRead < chunk.length
    if (bytesRead === 0 || isWhole || total > maxBytes) return Buffer.concat(chunks, Math.min(total, maxBytes))
  }
}

function tooLarge(name: string, found: string, maxBytes: number): CoworkError {
  return new CoworkError('too-large', `Cannot read ${name}: expected at most ${maxBytes} bytes, found ${found}.`, {
    hint: 'Check that it is the right file.',
  })
}
