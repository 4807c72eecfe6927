import { pathsOf, type Host } from '@cowork-mdm/machine'
import { contentHash } from './content-hash.js'
import type { Plugin, PluginSet } from './plugin-set.js'

/** Folders of a marketplace that hold plugins by convention; a name in the first one wins. */
const CONVENTIONAL = ['plugins', 'external_plugins']

/** Reads which plugins a tree offers, and what is wrong with them. The tree is not changed. */
export async function readPlugins(host: Host, folder: string): Promise<PluginSet> {
  const native = pathsOf(host.platform)
  const plugins: Plugin[] = []
  for (const parent of CONVENTIONAL) {
    if ((await host.stat(native.join(folder, parent)))?.type !== 'folder') continue
    for (const { name, type } of await host.list(native.join(folder, parent))) {
      if (type !== 'folder' || plugins.some((plugin) => plugin.name === name)) continue
      const hash = await contentHash(host, native.join(folder, parent, name))
      plugins.push({ name, folder: `${parent}/${name}`, hash, problems: [] })
    }
  }
  return { plugins, elsewhere: [], problems: [] }
}
