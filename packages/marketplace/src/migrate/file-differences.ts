import { pathsOf, type Host } from '@cowork-mdm/machine'
import { walkTree } from '../plugin/walk-tree.js'
import type { Tree } from '../tree/tree.js'

/** Paths of files in a folder that are not as in a tree: other bytes, new, or gone. What git keeps for itself is passed over. */
export async function fileDifferences(host: Host, tree: Tree, folder: string): Promise<string[]> {
  const native = pathsOf(host.platform)
  const there = new Map(
    (await walkTree(host, folder, { limits: { maxEntries: Infinity, maxBytes: Infinity } }))
      .filter(({ path }) => !path.startsWith('.git/') && path.split('/').at(-1) !== '.DS_Store')
      .map((entry) => [entry.path, entry]),
  )
  const wanted = tree.entries.filter(({ type }) => type !== 'submodule')
  const different: string[] = []
  let index = 0
  for await (const bytes of tree.contents(wanted)) {
    const { path } = wanted[index++]!
    const entry = there.get(path)
    there.delete(path)
    if (entry?.type === 'link') {
      if (entry.target !== bytes.toString()) different.push(path)
    } else if (entry?.type !== 'file' || !(await isSame(path, bytes))) different.push(path)
  }
  return [...different, ...there.keys()].sort()

  /** A clone on Windows may have other line endings. */
  async function isSame(path: string, bytes: Buffer): Promise<boolean> {
    const found = await host
      .read(native.join(folder, ...path.split('/')), { maxBytes: 2 * bytes.length + 1 })
      .catch(() => undefined)
    return (
      found !== undefined &&
      (found.equals(bytes) || found.toString('latin1').replaceAll('\r\n', '\n') === bytes.toString('latin1'))
    )
  }
}
