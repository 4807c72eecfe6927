import { CoworkError } from '../cowork-error.js'
import type { Access, Flushing, HostFiles } from '../host.js'

interface CopyOptions {
  /** 256 MiB unless told otherwise. */
  maxBytes?: number
  signal?: AbortSignal
}

const MAX_BYTES = 256 * 1024 * 1024

/**
 * Copies a file as a whole; the copy has the mode of the original unless told otherwise, and belongs to who copies. A
 * link is followed.
 */
export async function copyFile(
  files: HostFiles,
  from: string,
  to: string,
  options: CopyOptions & Access & Flushing = {},
): Promise<void> {
  const { maxBytes = MAX_BYTES, signal, owner, flush } = options
  const bytes = await files.read(from, { maxBytes, signal })
  const mode = options.mode ?? (await files.stat(from, { follow: true }))?.mode
  await files.write(to, bytes, { mode: mode === undefined ? undefined : mode & 0o777, owner, flush, signal })
}

/**
 * Keeps what a file holds in another one, which only this user can read and which must not be there yet. Tells whether
 * there was anything to keep.
 *
 * @throws CoworkError `exists` where the backup's name is taken
 */
export async function backUpFile(files: HostFiles, path: string, backup: string): Promise<boolean> {
  const found = await files.stat(path)
  if (!found) return false
  if (found.type === 'link') {
    throw new CoworkError('link-not-followed', `Cannot back up ${path}: expected a file, found a link.`, {
      hint: 'Look where it leads to.',
    })
  }
  await files.write(backup, await files.read(path, { maxBytes: MAX_BYTES }), { mode: 0o600, exclusive: true })
  return true
}
