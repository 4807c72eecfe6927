import { readFile, stat } from 'node:fs/promises'
import { CoworkError } from './cowork-error.js'
import { fileFailure } from './file-failure.js'

/**
 * Reads a whole file.
 *
 * @throws CoworkError where `path` is missing, not readable, a folder, or a device or pipe (reading those could wait for ever).
 */
export async function readFileBytes(path: string, options: { signal?: AbortSignal } = {}): Promise<Buffer> {
  try {
    const facts = await stat(path)
    if (facts.isFile()) return await readFile(path, options)
    if (!facts.isDirectory()) {
      throw new CoworkError('not-a-file', `Cannot read ${path}: it is a device or a pipe, not a file.`, {
        hint: 'Name a regular file.',
      })
    }
  } catch (cause) {
    throw fileFailure('read', path, cause)
  }
  throw new CoworkError('is-a-folder', `Cannot read ${path}: it is a folder, not a file.`, {
    hint: 'Name a file inside it.',
  })
}
