import { pathKey, type Host } from '@cowork-mdm/machine'
import type { TreeReader } from './tree-reader.js'
import type { TreeEntry } from './walk-tree.js'

/**
 * The same tree, which is not asked for what is known not to be there: most of what a plugin may have, it has not. Where there
 * are links, only the disk knows.
 */
export function knownTree(
  { platform }: Pick<Host, 'platform'>,
  tree: TreeReader,
  entries: readonly TreeEntry[],
): TreeReader {
  if (entries.some(({ type }) => type === 'link')) return tree
  const known = new Set(['.'])
  for (const { path } of entries) {
    const key = pathKey(platform, path)
    for (let end = key.length; end > 0; end = key.lastIndexOf('/', end - 1)) known.add(key.slice(0, end))
  }
  // What is not spelled plainly is left to the disk.
  const isMissing = (path: string) =>
    !/\\|\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)/.test(path) && !known.has(pathKey(platform, path))
  return {
    resolve: async (path) => (isMissing(path) ? undefined : await tree.resolve(path)),
    list: async (path) => (isMissing(path) ? undefined : await tree.list(path)),
    sizeOf: async (path) => (isMissing(path) ? undefined : await tree.sizeOf(path)),
    read: async (path, options) => await tree.read(path, options),
  }
}
