import { ExtractionError } from '../errors.js'
import type { BundleSource, ReadEntry } from './bundle-source.js'

/** Entries that are read ahead of the one that is being searched. */
const AHEAD = 4

/** All bytes of several entries of a bundle, each once; those that are not there are left out. */
export function readAll(source: BundleSource, paths: readonly string[]): AsyncIterable<ReadEntry> {
  return source.readAll?.(paths) ?? readEach(source, paths)
}

/** Reads entries in their order, a few ahead. */
export async function* readEach(source: BundleSource, paths: readonly string[]): AsyncIterable<ReadEntry> {
  const pending: Promise<ReadEntry | undefined>[] = []
  for (const path of paths) {
    const reading = readOne(source, path)
    // A failure is told when its turn comes.
    reading.catch(() => {})
    pending.push(reading)
    if (pending.length <= AHEAD) continue
    const entry = await pending.shift()
    if (entry) yield entry
  }
  for (const reading of pending) {
    const entry = await reading
    if (entry) yield entry
  }
}

/** Archives list unpacked files that an install may lack; others may still hold the schema. */
async function readOne(source: BundleSource, path: string): Promise<ReadEntry | undefined> {
  try {
    return { path, bytes: await source.read(path) }
  } catch (error) {
    if (error instanceof ExtractionError && error.code === 'missing-file') return undefined
    throw error
  }
}
