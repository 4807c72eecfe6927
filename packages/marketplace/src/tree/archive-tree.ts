import type { ArchiveEntry } from '../archive/archive-entries.js'
import type { Tree } from './tree.js'

/** The files of an archive that was unpacked in memory. */
export function archiveTree(unpacked: readonly ArchiveEntry[]): Tree {
  const bytes = new Map(unpacked.map((entry) => [entry.path, entry.bytes]))
  return {
    entries: unpacked.map(({ path, type, bytes: { length } }) => ({ path, type, id: path, size: length })),
    // Read one by one, as those of other trees are.
    async *contents(entries) {
      for (const { id } of entries) yield await Promise.resolve(bytes.get(id)!)
    },
  }
}
