import { constants, lstat, open, readdir, rmdir, unlink } from 'node:fs/promises'
import { sep } from 'node:path'
import { errnoOf } from '../file-failure.js'

/**
 * Removes a folder and all in it; links are removed, never followed. With `take`, folders that others could still
 * change are taken from them first: nobody can exchange what is in a folder for a link while root goes through it.
 */
export async function removeFolder(folder: string | Buffer, { take }: { take: boolean }): Promise<void> {
  if (take && process.platform !== 'win32') await takeFolder(folder)
  // Names as bytes: one that is no UTF-8 would not be found again as text.
  for (const name of await readdir(folder, { encoding: 'buffer' })) {
    const path = Buffer.concat([Buffer.from(folder), Buffer.from(sep), name])
    try {
      if ((await lstat(path)).isDirectory()) await removeFolder(path, { take })
      else await unlink(path)
    } catch (cause) {
      // Somebody else has just removed it.
      if (errnoOf(cause) !== 'ENOENT') throw cause
    }
  }
  await rmdir(folder)
}

async function takeFolder(path: string | Buffer): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    const { uid, mode } = await folder.stat()
    if (uid === 0 && (mode & 0o022) === 0) return
    await folder.chown(0, 0)
    await folder.chmod(0o700)
  } finally {
    await folder.close()
  }
}
