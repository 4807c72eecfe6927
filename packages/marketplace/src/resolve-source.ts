import type { Context } from './context.js'
import { resolveRef, type ResolvedRef } from './git/resolve-ref.js'
import type { Source } from './source/source.js'
import { digestOfTree, readFolder } from './tree/read-folder.js'

/** What a source stands for today, without anything written. */
export async function resolveSource(context: Context, source: Source): Promise<ResolvedRef> {
  switch (source.kind) {
    case 'git':
      return await resolveRef(context.git, source)
    case 'archive':
      return { commit: source.sha256, wanted: source.sha256 }
    case 'folder': {
      const commit = await digestOfTree(await readFolder(context.host, source.path, context.limits))
      return { commit, wanted: commit }
    }
  }
}
