import { pathKey, type FolderEntry, type Host } from '@cowork-mdm/machine'
import type { TreeReader } from './tree-reader.js'
import type { TreeEntry } from './walk-tree.js'

interface Known {
  /** As it is spelled on the disk. */
  path: string
  /** What is in a folder, by name; absent of a file. */
  inside?: Map<string, FolderEntry>
  size: number
}

/**
 * The same tree, which asks the disk only for what is in files: all else was seen already. Where there are links, only the disk
 * knows where they lead.
 */
export function knownTree(
  { platform }: Pick<Host, 'platform'>,
  tree: TreeReader,
  entries: readonly TreeEntry[],
): TreeReader {
  if (entries.some(({ type }) => type === 'link')) return tree
  const known = new Map<string, Known>()
  const at = (path: string) => known.get(pathKey(platform, path))
  const folder = (path: string): Map<string, FolderEntry> => {
    const found = at(path)?.inside
    if (found) return found
    const inside = new Map<string, FolderEntry>()
    known.set(pathKey(platform, path), { path, inside, size: 0 })
    if (path !== '.') above(path, 'folder')
    return inside
  }
  const above = (path: string, type: FolderEntry['type']) => {
    const end = path.lastIndexOf('/')
    const name = path.slice(end + 1)
    folder(end < 0 ? '.' : path.slice(0, end)).set(name, { name, type })
  }
  folder('.')
  for (const { path, type, size } of entries) {
    if (type === 'file') known.set(pathKey(platform, path), { path, size })
    above(path, type)
  }
  // What is not spelled plainly is left to the disk.
  const isPlain = (path: string) => path === '.' || !/\\|\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)/.test(path)
  return {
    resolve: async (path) => (isPlain(path) ? at(path)?.path : await tree.resolve(path)),
    list: async (path) => {
      if (!isPlain(path)) return await tree.list(path)
      const inside = at(path)?.inside
      return inside && [...inside.values()]
    },
    sizeOf: async (path) => {
      if (!isPlain(path)) return await tree.sizeOf(path)
      const found = at(path)
      return found && !found.inside ? found.size : undefined
    },
    read: async (path, options) => await tree.read(path, options),
  }
}
