import { basename } from 'node:path'
import type { BundleSource } from './bundle-source.js'
import { missingFile } from './file-errors.js'
import { openRegularFile, readFilePart } from './read-file-part.js'

/** A single script. It tells no version. */
export async function openScript(path: string): Promise<BundleSource> {
  const name = basename(path)
  const { handle, size } = await openRegularFile(path)
  await handle.close()
  return {
    entries: () => [{ path: name, size }],
    read: async (wanted, start, length) => {
      if (wanted !== name) throw missingFile(wanted, path)
      return readFilePart(path, start, length)
    },
    version: () => Promise.resolve(undefined),
  }
}
