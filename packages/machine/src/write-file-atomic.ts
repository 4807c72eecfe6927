import { randomBytes } from 'node:crypto'
import { access, constants, lstat, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CoworkError } from './cowork-error.js'
import { errnoOf, fileFailure, nameOfFolder } from './file-failure.js'

export interface WriteOptions {
  /** Permission bits of the file, whatever the umask. By default those of the file that is replaced, else what the umask leaves. */
  mode?: number
  /** Stops the writing; nothing is left behind and the signal's reason is thrown. */
  signal?: AbortSignal
}

/**
 * Writes `bytes` (text as UTF-8) to `path` so that a reader sees either the old file or the whole new one: a temporary file
 * beside it is written, flushed to disk and renamed. On any failure the temporary file is removed and `path` is as before.
 * A symbolic link at `path` is replaced, never followed. A file that this user may not write is not replaced either, though
 * its folder would allow it; the superuser may write every file, and so replaces that one too.
 *
 * @throws CoworkError where the folder is missing or not writable, or `path` is a folder, a device, a pipe or not writable.
 */
export async function writeFileAtomic(
  path: string,
  bytes: Uint8Array | string,
  options: WriteOptions = {},
): Promise<void> {
  options.signal?.throwIfAborted()
  let temporary: string | undefined
  try {
    const existing = await modeOfExisting(path)
    const mode = options.mode ?? existing
    // A name of its own length, as that of the target plus a suffix could exceed the file system's limit.
    const candidate = join(dirname(path), `.${randomBytes(9).toString('hex')}.tmp`)
    // Exclusive, so that nobody can plant a link; and not readable by others before the final mode is known.
    const file = await open(candidate, 'wx', mode === undefined ? 0o666 : 0o600).catch(async (cause: unknown) => {
      throw await creationFailure(path, cause)
    })
    temporary = candidate
    try {
      if (mode !== undefined) await file.chmod(mode)
      await file.writeFile(bytes, { signal: options.signal })
      await file.sync()
    } finally {
      await file.close()
    }
    options.signal?.throwIfAborted()
    await rename(temporary, path)
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true })
    options.signal?.throwIfAborted()
    throw fileFailure('write', path, cause)
  }
}

/** Some file systems, `/proc` for one, answer that the folder is missing when they take no new files. */
async function creationFailure(path: string, cause: unknown): Promise<unknown> {
  const folder = dirname(path)
  if (errnoOf(cause) !== 'ENOENT' || !(await stat(folder).catch(() => undefined))) return cause
  return new CoworkError(
    'cannot-create',
    `Cannot write ${path}: a file cannot be created in ${nameOfFolder(folder)}.`,
    {
      hint: 'Name a file in another folder.',
      cause,
    },
  )
}

/** Permission bits of the file about to be replaced, which must be writable; nothing where there is none. */
async function modeOfExisting(path: string): Promise<number | undefined> {
  const facts = await stat(path).catch((cause: unknown) => {
    // A link that leads nowhere is replaced like any other link.
    if (errnoOf(cause) === 'ENOENT') return undefined
    throw cause
  })
  if (facts === undefined) return undefined
  if (facts.isFile()) {
    if (!(await lstat(path)).isSymbolicLink()) await access(path, constants.W_OK)
    return facts.mode & 0o777
  }
  if (facts.isDirectory()) {
    throw new CoworkError('is-a-folder', `Cannot write ${path}: it is a folder, not a file.`, {
      hint: 'Name a file inside it.',
    })
  }
  // Renaming over /dev/stdout would replace the device for everybody.
  throw new CoworkError('not-a-file', `Cannot write ${path}: it is a device or a pipe, not a file.`, {
    hint: 'Name a regular file.',
  })
}
