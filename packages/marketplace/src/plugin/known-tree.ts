import { pathKey, pathsOf, type FolderEntry, type Host } from '@cowork-mdm/machine'
import { treeReader, type TreeReader } from './tree-reader.js'
import type { TreeEntry } from './walk-tree.js'

interface Known {
  /** As it is spelled on the disk. */
  path: string
  /** What is in a folder, by name; absent of a file. */
  inside?: Map<string, FolderEntry>
  size: number
}

/**
 * A tree of which all entries were seen already, so that the disk is asked only for what is in files. Where there are links,
 * only the disk knows where they lead.
 */
export async function knownTree(host: Host, folder: string, entries: readonly TreeEntry[]): Promise<TreeReader> {
  const { platform } = host
  let opened: Promise<TreeReader> | undefined
  const onDisk = () => (opened ??= treeReader(host, folder))
  if (entries.some(({ type }) => type === 'link')) return await onDisk()
  const known = new Map<string, Known>()
  const at = (path: string) => known.get(pathKey(platform, path))
  const insideOf = (path: string): Map<string, FolderEntry> => {
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
    insideOf(end < 0 ? '.' : path.slice(0, end)).set(name, { name, type })
  }
  insideOf('.')
  for (const { path, type, size } of entries) {
    if (type === 'file') known.set(pathKey(platform, path), { path, size })
    above(path, type)
  }
  // What is not spelled plainly is left to the disk.
  const isPlain = (path: string) => path === '.' || !/\\|\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)/.test(path)
  return {
    resolve: async (path) => (isPlain(path) ? at(path)?.path : await (await onDisk()).resolve(path)),
    list: async (path) => {
      if (!isPlain(path)) return await (await onDisk()).list(path)
      const inside = at(path)?.inside
      return inside && [...inside.values()]
    },
    sizeOf: async (path) => {
      if (!isPlain(path)) return await (await onDisk()).sizeOf(path)
      const found = at(path)
      return found && !found.inside ? found.size : undefined
    },
    read: async (path, options) => {
      if (!isPlain(path)) return await (await onDisk()).read(path, options)
      return await host.read(pathsOf(platform).join(folder, ...path.split('/')), options)
    },
  }
}
