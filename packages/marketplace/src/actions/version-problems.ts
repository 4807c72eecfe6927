import type { Host } from '@cowork-mdm/machine'
import { contentHash } from '../plugin/content-hash.js'
import type { LockedPlugin } from '../store/lock-file.js'
import { pluginFolder } from '../store/store-paths.js'
import { versionText, versionTextIn } from '../store/version-file.js'

export interface VersionProblem {
  code: 'plugin-missing' | 'plugin-changed'
  plugin: string
  path: string
  message: string
}

/** Where plugins on the disk are not what was installed. */
export async function versionProblems(
  host: Host,
  version: string,
  plugins: readonly LockedPlugin[],
): Promise<VersionProblem[]> {
  const found = await Promise.all(
    plugins.map(async (plugin) => await pluginProblem(host, pluginFolder(host, version, plugin.folder), plugin)),
  )
  return found.filter((problem) => problem !== undefined)
}

/** How a folder differs from a plugin as it was installed. */
export async function pluginProblem(
  host: Host,
  path: string,
  plugin: LockedPlugin,
): Promise<VersionProblem | undefined> {
  const { name } = plugin
  const executables = plugin.executables && new Set(plugin.executables)
  if ((await host.stat(path))?.type !== 'folder') {
    return { code: 'plugin-missing', plugin: name, path, message: `the folder ${path} is missing.` }
  }
  if (
    (await contentHash(host, path, { executables })) !== plugin.hash ||
    (await versionTextIn(host, path)) !== versionText(plugin)
  ) {
    return { code: 'plugin-changed', plugin: name, path, message: `what is in ${path} was changed on this machine.` }
  }
  return undefined
}
