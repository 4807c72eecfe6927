import type { Context } from './context.js'
import { commitChange } from './store/journal.js'
import { formatLock, type Lock } from './store/lock-file.js'
import { planPlacement, type Conflict, type Placement, type Shadowed } from './store/placement.js'

/** What was done where the app looks for plugins. */
export interface PlacementReport {
  /** Nothing where plugins are placed nowhere. */
  orgPlugins?: string
  added: string[]
  replaced: string[]
  removed: string[]
  conflicts: Conflict[]
  shadowed: Shadowed[]
}

/** Whether what the lock says does not yet stand where the app looks. */
export async function needsSettling({ host, paths, placement }: Context, lock: Lock): Promise<boolean> {
  const plan = await planPlacement(host, paths, { before: lock, after: lock }, placement)
  return isChange(plan, lock)
}

/** Makes `after` count, whole or not at all, and tells what was placed. */
export async function settle(
  { host, paths, placement }: Context,
  before: Lock,
  after: Lock,
): Promise<{ changed: boolean; lock: Lock; placement: PlacementReport }> {
  const plan = await planPlacement(host, paths, { before, after }, placement)
  const changed = isChange(plan, before)
  if (changed) await commitChange(host, paths, { before, after: plan.lock, steps: plan.steps })
  return { changed, lock: plan.lock, placement: reportOf(plan) }
}

/** What stands where the app looks, where nothing has to be changed. */
export async function placementReport({ host, paths, placement }: Context, lock: Lock): Promise<PlacementReport> {
  return reportOf(await planPlacement(host, paths, { before: lock, after: lock }, placement))
}

function isChange({ steps, lock }: Placement, before: Lock): boolean {
  return steps.length > 0 || formatLock(lock) !== formatLock(before)
}

function reportOf({ steps, conflicts, shadowed, lock }: Placement): PlacementReport {
  const orgPlugins = lock.marketplaces.flatMap(({ placed }) => placed?.orgPlugins ?? [])[0]
  const names = (keep: (step: Placement['steps'][number]) => boolean) => steps.filter(keep).map(({ plugin }) => plugin)
  return {
    ...(orgPlugins !== undefined && { orgPlugins }),
    added: names(({ from, to }) => from === null && to !== null),
    replaced: names(({ from, to }) => from !== null && to !== null),
    removed: names(({ to }) => to === null),
    conflicts,
    shadowed,
  }
}
