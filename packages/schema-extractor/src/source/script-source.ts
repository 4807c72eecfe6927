import { basename } from 'node:path'
import type { BundleSource } from './bundle-source.js'
import { missingFile } from './file-errors.js'
import { readFilePart } from './read-file-part.js'

/** A single script of so many bytes. It tells no version. */
export function openScript(path: string, size: number): BundleSource {
  const name = basename(path)
  return {
    entries: () => [{ path: name, size }],
    read: async (wanted, start, length) => {
      if (wanted !== name) throw missingFile(wanted, path)
      return readFilePart(path, start, length)
    },
    version: () => Promise.resolve(undefined),
  }
}
