import { acquire, type Acquired } from './acquire.js'
import type { Context } from './context.js'
import type { ResolvedRef } from './git/resolve-ref.js'
import { pluginChanges, type PluginChanges } from './plugin-changes.js'
import { settle, type PlacementReport } from './settle.js'
import type { Source } from './source/source.js'
import { stagedMarketplace } from './store/journal.js'
import type { Lock, LockedMarketplace } from './store/lock-file.js'
import type { Note } from './tree/tree.js'

/** Of what was installed before, how many versions stay on the disk. */
const KEPT_EARLIER = 2

export interface Installed {
  lock: Lock
  marketplace: LockedMarketplace
  plugins: PluginChanges
  placement: PlacementReport
  notes: Note[]
}

/** Fetches what a source stands for, checks it, and makes it count: of a new marketplace or in place of what there is. */
export async function install(
  context: Context,
  lock: Lock,
  { name, source, resolved }: { name: string; source: Source; resolved: ResolvedRef },
): Promise<Installed> {
  const existing = lock.marketplaces.find((each) => each.name === name)
  // What is installed may not be signed, or only under the name that is asked for now.
  const isThere = resolved.commit === existing?.revision && !context.options.verifySignatures
  const acquired = isThere ? undefined : await bringIn(context, existing, { name, source, resolved })
  const marketplace = nextState(existing, { name, source, acquired })
  const marketplaces = existing
    ? lock.marketplaces.map((each) => (each === existing ? marketplace : each))
    : [...lock.marketplaces, marketplace]
  const settled = await settle(context, lock, { ...lock, marketplaces })
  return {
    lock: settled.lock,
    marketplace: settled.lock.marketplaces.find((each) => each.name === name)!,
    plugins: pluginChanges(existing?.plugins ?? [], marketplace.plugins),
    placement: settled.placement,
    notes: acquired?.notes ?? [],
  }
}

/** Puts a version beside those that there are, where it does not count yet: what no lock knows is swept away again. */
async function bringIn(
  context: Context,
  existing: LockedMarketplace | undefined,
  { name, source, resolved }: { name: string; source: Source; resolved: ResolvedRef },
): Promise<Acquired> {
  const { host, paths } = context
  const place = paths.marketplace(name)
  const staged = stagedMarketplace(host, paths, name)
  const { repository } = existing ? place : staged
  const acquired = await acquire(context, source, { resolved, repository, into: staged, installed: existing })
  if (!existing) await host.rename(staged.folder, place.folder)
  else if (acquired.revision !== existing.revision) {
    // One that is there already is not the current one, and may be damaged.
    await host.remove(place.version(acquired.revision), { contents: true })
    await host.rename(staged.version(acquired.revision), place.version(acquired.revision))
  }
  return acquired
}

function nextState(
  existing: LockedMarketplace | undefined,
  { name, source, acquired }: { name: string; source: Source; acquired: Acquired | undefined },
): LockedMarketplace {
  if (existing && (!acquired || acquired.revision === existing.revision)) return { ...existing, source }
  const { revision, plugins } = acquired!
  const before = existing ? [{ revision: existing.revision, plugins: existing.plugins }, ...existing.earlier] : []
  return {
    name,
    source,
    revision,
    plugins,
    earlier: before.filter((each) => each.revision !== revision).slice(0, KEPT_EARLIER),
    ...(existing?.placed && { placed: existing.placed }),
    ...(existing?.unlinked && { unlinked: existing.unlinked }),
  }
}
