import { createHash } from 'node:crypto'
import type { Host } from '@cowork-mdm/machine'
import { readFolder } from './tree/read-folder.js'
import type { TreeLimits } from './tree/tree.js'

export interface FileChanges {
  added: string[]
  removed: string[]
  changed: string[]
}

/** Which files differ between two folders. */
export async function fileChanges(host: Host, before: string, after: string, limits: TreeLimits): Promise<FileChanges> {
  const [old, now] = [await digestsIn(host, before, limits), await digestsIn(host, after, limits)]
  return {
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    changed: [...now].filter(([path, digest]) => (old.get(path) ?? digest) !== digest).map(([path]) => path),
  }
}

async function digestsIn(host: Host, folder: string, limits: TreeLimits): Promise<Map<string, string>> {
  const { entries, contents } = await readFolder(host, folder, { ...limits, maxFiles: Infinity })
  const digests = new Map<string, string>()
  let index = 0
  for await (const bytes of contents(entries)) {
    const { path, type } = entries[index++]!
    digests.set(path, `${type} ${createHash('sha256').update(bytes).digest('hex')}`)
  }
  return digests
}
