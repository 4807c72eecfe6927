import { CoworkError, type Host } from '@cowork-mdm/machine'
import { changing, contextOf } from '../context.js'
import type { MarketplaceOptions } from '../options.js'
import { nameProblem } from '../plugin/plugin-names.js'
import { settle } from '../settle.js'
import { readLock, type Lock } from '../store/lock-file.js'
import { entriesIn, findEntry, orgPluginsOf } from './list-plugins.js'

export interface UnlinkResult {
  changed: boolean
  name: string
  path: string
}

/**
 * Takes a plugin from where the app looks. One of a marketplace stays away when the marketplace is updated; with `undo` it
 * comes back. Another link is removed; a folder that this tool did not make never is.
 *
 * @throws CoworkError `unknown-plugin`, `bad-name`, `not-ours`, and what `listPlugins` throws
 */
export async function unlinkPlugin(
  host: Host,
  name: string,
  { undo = false, ...options }: MarketplaceOptions & { undo?: boolean } = {},
): Promise<UnlinkResult> {
  const problem = nameProblem(name)
  if (problem)
    throw new CoworkError('bad-name', `Expected the name of a plugin, found ${problem}.`, {
      hint: 'See "cowork-mdm plugin list".',
    })
  const context = contextOf(host, options)
  const orgPlugins = orgPluginsOf(context)
  const lock = await readLock(host, context.paths.lock)
  const entry = findEntry(host, await entriesIn(context, orgPlugins, lock), name)
  const { path, locked } = entry
  const result = { name: entry.name, path }
  if (locked) {
    if (undo === !entry.unlinked) return { changed: false, ...result }
    return await changing(context, async (latest) => {
      const after = withUnlinked(latest, locked.plugin.name, !undo)
      return { changed: (await settle(context, latest, after)).changed, ...result }
    })
  }
  if (undo || entry.type === undefined) return { changed: false, ...result }
  if (entry.type === 'folder')
    throw new CoworkError('not-ours', `Expected a link at ${path}, found a folder that this tool did not make.`, {
      hint: 'Look what it is; move it away by hand if nobody needs it.',
    })
  return { changed: await host.remove(path), ...result }
}

/** Of all marketplaces that offer it: else the next one's would take its place. */
function withUnlinked(lock: Lock, name: string, away: boolean): Lock {
  return {
    ...lock,
    marketplaces: lock.marketplaces.map(({ unlinked = [], ...marketplace }) => {
      const others = unlinked.filter((each) => each !== name)
      const offers = marketplace.plugins.some((plugin) => plugin.name === name)
      const now = away && offers ? [...others, name].sort() : others
      return now.length === 0 ? marketplace : { ...marketplace, unlinked: now }
    }),
  }
}
