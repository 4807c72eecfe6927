import { open } from 'node:fs/promises'
import { errnoOf } from '../file-failure.js'

/** What says that this folder or file system cannot be flushed, which is no failure of what was done in it. */
const UNABLE = new Set(['EACCES', 'EPERM', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EBADF'])

/** Makes new names in a folder last through a power cut. Windows and some network disks have no such operation. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch (cause) {
    if (!UNABLE.has(errnoOf(cause) ?? '')) throw cause
  }
}
