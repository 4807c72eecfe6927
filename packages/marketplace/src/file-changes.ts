import { createHash } from 'node:crypto'
import type { Host } from '@cowork-mdm/machine'
import { readFolder } from './tree/read-folder.js'
import type { TreeLimits } from './tree/tree.js'

export interface FileChanges {
  added: string[]
  removed: string[]
  changed: string[]
}

/** Which files differ between two folders; what this tool writes itself, `versionFiles`, is passed over. */
export async function fileChanges(
  host: Host,
  { before, after, versionFiles }: { before: string; after: string; versionFiles: ReadonlySet<string> },
  limits: TreeLimits,
): Promise<FileChanges> {
  const [old, now] = [await digestsIn(host, before, limits), await digestsIn(host, after, limits)]
  for (const path of versionFiles) {
    old.delete(path)
    now.delete(path)
  }
  return {
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    changed: [...now].filter(([path, digest]) => (old.get(path) ?? digest) !== digest).map(([path]) => path),
  }
}

async function digestsIn(host: Host, folder: string, limits: TreeLimits): Promise<Map<string, string>> {
  const tree = await readFolder(host, folder, { ...limits, maxFiles: Infinity })
  const digests = new Map<string, string>()
  let index = 0
  for await (const bytes of tree.contents(tree.entries)) {
    const { path, type } = tree.entries[index++]!
    digests.set(path, `${type} ${createHash('sha256').update(bytes).digest('hex')}`)
  }
  return digests
}
