import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { BundleSource } from './bundle-source.js'
import { explain, missingFile } from './file-errors.js'

/** A single script. It tells no version. */
export async function openScript(path: string): Promise<BundleSource> {
  const name = basename(path)
  const { size } = await stat(path).catch((error: unknown) => {
    throw explain(error, path)
  })
  return {
    entries: () => [{ path: name, size }],
    read: async (wanted, start = 0, length) => {
      if (wanted !== name) throw missingFile(wanted, path)
      const bytes = await readFile(path).catch((error: unknown) => {
        throw explain(error, path)
      })
      return bytes.subarray(start, length === undefined ? undefined : start + length)
    },
    version: () => Promise.resolve(undefined),
  }
}
