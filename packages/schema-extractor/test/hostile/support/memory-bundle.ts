import type { BundleSource } from '../../../src/index.js'
import { ExtractionError } from '../../../src/index.js'

/** A bundle of files in memory. */
export function memoryBundle(files: Record<string, string | Buffer>): BundleSource {
  const contents = new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]))
  return {
    entries: () => [...contents].map(([path, bytes]) => ({ path, size: bytes.length })),
    read: async (path, start = 0, length) => {
      const bytes = contents.get(path)
      if (!bytes) throw new ExtractionError('missing-file', `Expected ${path}, found nothing.`)
      return bytes.subarray(start, length === undefined ? undefined : start + length)
    },
    version: () => Promise.resolve('1.0.0'),
  }
}
