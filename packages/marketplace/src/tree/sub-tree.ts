import type { Tree } from './tree.js'

/** What is in a folder of a tree, as a tree of its own; `.` is the tree itself. It is empty where there is no such folder. */
export function subTree(tree: Tree, folder: string): Tree {
  if (folder === '.') return tree
  const prefix = `${folder}/`
  const inside = tree.entries.filter(({ path }) => path.startsWith(prefix))
  // Bytes are found by what entries are called inside of the tree, not by their path.
  return { ...tree, entries: inside.map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) })) }
}
