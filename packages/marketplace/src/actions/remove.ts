import { changing, isInterrupted, type Context } from '../context.js'
import { placementReport, settle, type PlacementReport } from '../settle.js'
import { checkMarketplaceName } from '../source/marketplace-name.js'
import { readLock } from '../store/lock-file.js'

export interface RemoveResult {
  changed: boolean
  name: string
  placement: PlacementReport
}

/** Takes a marketplace away, with its plugins. One that is not there is a success that changes nothing. */
export async function remove(context: Context, given: string): Promise<RemoveResult> {
  const { host, paths } = context
  const name = checkMarketplaceName(given)
  const isIt = (each: { name: string }) => each.name.toLowerCase() === name.toLowerCase()
  const lock = await readLock(host, paths.lock)
  if (!lock.marketplaces.some(isIt) && !(await isInterrupted(context))) {
    return { changed: false, name, placement: await placementReport(context, lock) }
  }
  return await changing(context, async (latest) => {
    const marketplaces = latest.marketplaces.filter((each) => !isIt(each))
    const { changed, placement } = await settle(context, latest, { ...latest, marketplaces })
    return { changed, name, placement }
  })
}
