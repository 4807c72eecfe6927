import type { Context } from '../context.js'
import { readLock, type LockedMarketplace } from '../store/lock-file.js'

export interface ListResult {
  changed: false
  clones: string
  marketplaces: LockedMarketplace[]
}

/** What the lock says. */
export async function list({ host, paths }: Context): Promise<ListResult> {
  const { marketplaces } = await readLock(host, paths.lock)
  return { changed: false, clones: paths.clones, marketplaces }
}
