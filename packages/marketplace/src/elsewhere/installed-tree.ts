import type { Host } from '@cowork-mdm/machine'
import { pluginProblem } from '../actions/version-problems.js'
import { VERSION_FILE } from '../plugin/content-hash.js'
import type { PinnedSource } from '../plugin/plugin-source.js'
import type { LockedPlugin } from '../store/lock-file.js'
import { pluginFolder } from '../store/store-paths.js'
import { readFolder } from '../tree/read-folder.js'
import type { Tree, TreeLimits } from '../tree/tree.js'

/** The version of a marketplace that is installed. */
export interface InstalledVersion {
  folder: string
  plugins: readonly LockedPlugin[]
}

/**
 * The files of a plugin from elsewhere as they are installed already, so that a new commit of the marketplace fetches only
 * what it pins anew. Nothing where they are not there, or are not what was installed.
 */
export async function installedTree(
  host: Host,
  installed: InstalledVersion | undefined,
  source: PinnedSource,
  limits: TreeLimits,
): Promise<Tree | undefined> {
  const plugin = installed?.plugins.find((each) => each.source && sourceKey(each.source) === sourceKey(source))
  if (!installed || !plugin) return undefined
  const folder = pluginFolder(host, installed.folder, plugin.folder)
  if (await pluginProblem(host, folder, plugin)) return undefined
  const tree = await readFolder(host, folder, { ...limits, maxFiles: limits.maxFiles + 1 })
  const programs = plugin.executables && new Set(plugin.executables)
  const entries = tree.entries.filter(({ path }) => path !== VERSION_FILE)
  return {
    ...tree,
    entries: programs
      ? entries.map((entry) => (programs.has(entry.path) ? { ...entry, type: 'program' } : entry))
      : entries,
  }
}

/** The same text for sources that mean the same bytes. */
function sourceKey(source: PinnedSource): string {
  return source.kind === 'git'
    ? JSON.stringify([source.url, source.commit, source.path ?? '.'])
    : JSON.stringify([source.url, source.sha256])
}
