import { access, constants, link, lstat, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CoworkError } from './cowork-error.js'
import { absolutePath, errnoOf, fileFailure, folderOf, nameOfFolder } from './file-failure.js'
import { flushFolder } from './files/flush-folder.js'
import { patiently } from './files/patiently.js'
import { temporaryName } from './temporary-name.js'

export interface WriteOptions {
  /**
   * Permission bits of the file, whatever the umask. By default those of the file that is replaced, else what the umask
   * leaves.
   */
  mode?: number
  /** Who the file belongs to before it gets its name; by default who writes it. Not on Windows. */
  owner?: { uid: number; gid: number }
  /** Fails with `exists` where there is something already. */
  exclusive?: boolean
  /**
   * Replaces a link without a look at what it leads to, which otherwise must be a file and gives its permission bits.
   */
  noFollow?: boolean
  /** Whether the file outlasts a power cut before this returns; true unless told otherwise. */
  flush?: boolean
  /** What messages call the file; its path by default. */
  name?: string
  /** Stops the writing; nothing is left behind and the signal's reason is thrown. */
  signal?: AbortSignal
}

/**
 * Writes `bytes` (text as UTF-8) to `target` so that a reader sees either the old file or the whole new one: a temporary
 * file beside it is written, flushed to disk and renamed. On any failure the temporary file is removed and `path` is as
 * before. A symbolic link at `target` is replaced, never followed. A file that this user may not write is not replaced
 * either, though its folder would allow it; the superuser may write every file, and so replaces that one too.
 *
 * @throws CoworkError where the folder is missing or not writable, or `target` is a folder, a device, a pipe or not
 * writable.
 */
export async function writeFileAtomic(
  target: string,
  bytes: Uint8Array | string,
  options: WriteOptions = {},
): Promise<void> {
  const path = absolutePath(target)
  const { name = target, owner, exclusive = false, noFollow = false, flush = true, signal } = options
  signal?.throwIfAborted()
  let temporary: string | undefined
  try {
    const existing = exclusive ? undefined : await modeOfExisting(path, name, noFollow)
    const mode = options.mode ?? existing
    const candidate = join(dirname(path), temporaryName())
    // Exclusive, so that nobody can plant a link; and not readable by others before the final mode is known.
    const file = await open(candidate, 'wx', mode === undefined ? 0o666 : 0o600).catch(async (cause: unknown) => {
      throw await creationFailure(path, name, cause)
    })
    temporary = candidate
    try {
      // A change of owner takes set-user-id bits away, so the mode comes second.
      if (owner !== undefined) await file.chown(owner.uid, owner.gid)
      if (mode !== undefined) await file.chmod(mode)
      await file.writeFile(bytes, { signal })
      if (flush) await file.sync()
    } finally {
      await file.close()
    }
    signal?.throwIfAborted()
    if (exclusive) {
      // The one way to give a name that fails where the name is taken.
      await link(temporary, path)
      await rm(temporary)
    } else {
      await patiently(() => rename(candidate, path))
    }
    temporary = undefined
    if (flush) await flushFolder(dirname(path))
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true })
    signal?.throwIfAborted()
    throw fileFailure('write', name, cause)
  }
}

/** Some file systems, `/proc` for one, answer that the folder is missing when they take no new files. */
async function creationFailure(path: string, name: string, cause: unknown): Promise<unknown> {
  if (errnoOf(cause) !== 'ENOENT' || !(await stat(dirname(path)).catch(() => undefined))) return cause
  return new CoworkError(
    'cannot-create',
    `Cannot write ${name}: a file cannot be created in ${nameOfFolder(folderOf(name))}.`,
    {
      hint: 'Name a file in another folder.',
      cause,
    },
  )
}

/** Permission bits of the file about to be replaced, which must be writable; nothing where there is none. */
async function modeOfExisting(path: string, name: string, noFollow: boolean): Promise<number | undefined> {
  const facts = await (noFollow ? lstat : stat)(path).catch((cause: unknown) => {
    // A link that leads nowhere is replaced like any other link.
    if (errnoOf(cause) === 'ENOENT') return undefined
    throw cause
  })
  if (facts === undefined || facts.isSymbolicLink()) return undefined
  if (facts.isFile()) {
    if (!(await lstat(path)).isSymbolicLink()) await access(path, constants.W_OK)
    return facts.mode & 0o777
  }
  if (facts.isDirectory()) {
    throw new CoworkError('is-a-folder', `Cannot write ${name}: it is a folder, not a file.`, {
      hint: 'Name a file inside it.',
    })
  }
  // Renaming over /dev/stdout would replace the device for everybody.
  throw new CoworkError('not-a-file', `Cannot write ${name}: it is a device or a pipe, not a file.`, {
    hint: 'Name a regular file.',
  })
}
