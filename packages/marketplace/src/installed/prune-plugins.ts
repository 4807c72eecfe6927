import { pathsOf, type Host } from '@cowork-mdm/machine'
import { changing, contextOf } from '../context.js'
import type { MarketplaceOptions } from '../options.js'
import { readLock } from '../store/lock-file.js'
import { stagingBeside } from '../store/place-plugin.js'
import { entriesIn, orgPluginsOf } from './list-plugins.js'

export interface PruneResult {
  /** Without `yes`, whether something would change. */
  changed: boolean
  dryRun: boolean
  /** What is, or would be, removed. */
  removed: { path: string; why: 'dangling' | 'leftover' }[]
  /** Links to nothing that this tool did not make; they stay. */
  kept: string[]
}

/**
 * Removes what nobody needs: links of this tool, and of its predecessor, that lead nowhere, or into a marketplace that is
 * gone, and what killed runs have left beside org-plugins. Nothing is changed without `yes`; no folder in org-plugins ever.
 */
export async function prunePlugins(
  host: Host,
  { yes = false, ...options }: MarketplaceOptions & { yes?: boolean } = {},
): Promise<PruneResult> {
  const context = contextOf(host, options)
  const native = pathsOf(host.platform)
  const orgPlugins = orgPluginsOf(context)
  const found = await find()
  if (!yes || found.removed.length === 0) return { changed: found.removed.length > 0, dryRun: !yes, ...found }
  return await changing(context, async () => {
    // Another run may have been busy in the meantime.
    const { removed, kept } = await find()
    for (const { path } of removed) await host.remove(path, { contents: true })
    return { changed: removed.length > 0, dryRun: false, removed, kept }
  })

  async function find(): Promise<Pick<PruneResult, 'removed' | 'kept'>> {
    const removed: PruneResult['removed'] = []
    const kept: string[] = []
    const lock = await readLock(host, context.paths.lock)
    for (const { path, type, origin, locked } of await entriesIn(context, orgPlugins, lock)) {
      if (type !== 'link') continue
      const dangling = (await host.realPath(path)) === undefined
      const own = origin.kind === 'marketplace' || origin.kind === 'clone'
      if (dangling) {
        if (own) removed.push({ path, why: 'dangling' })
        else kept.push(path)
      } else if (origin.kind === 'marketplace' && !locked) removed.push({ path, why: 'leftover' })
    }
    const staging = stagingBeside(host, native.join(orgPlugins, 'x'))
    if (await host.stat(staging)) removed.push({ path: staging, why: 'leftover' })
    return { removed, kept }
  }
}
