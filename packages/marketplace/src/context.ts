import { withLock, type Host } from '@cowork-mdm/machine'
import { openGit, type Git } from './git/git.js'
import { LIMITS, type Limits, type MarketplaceOptions } from './options.js'
import { recover, sweep } from './store/journal.js'
import { EMPTY_LOCK, formatLock, readLock, type Lock } from './store/lock-file.js'
import type { PlacementOptions } from './store/placement.js'
import { storePaths, type StorePaths } from './store/store-paths.js'
import { prepareStore } from './store/trusted-store.js'

/** What every action on marketplaces works with. */
export interface Context {
  host: Host
  options: MarketplaceOptions
  limits: Limits
  paths: StorePaths
  git: Git
  placement: PlacementOptions
}

export function contextOf(host: Host, options: MarketplaceOptions): Context {
  const limits = { ...LIMITS, ...options.limits }
  const paths = storePaths(host, options)
  const git = openGit(host, {
    allowInsecure: options.allowInsecure ?? false,
    noRedirects: options.allowHosts !== undefined,
    credentialFile: options.credentialFile,
    timeoutMs: limits.timeoutMs,
    backOff: options.backOff,
    signal: options.signal,
    onProgress: options.onProgress,
  })
  const placement: PlacementOptions = {
    orgPlugins: options.orgPlugins === undefined ? undefined : paths.orgPlugins,
    standard: paths.orgPlugins,
    as: options.copy ? 'copy' : undefined,
  }
  return { host, options, limits, paths, git, placement }
}

/**
 * Does something that changes the store, alone: what a killed run left is completed or undone first. `work` gets the lock as it
 * is then, which may be another one than before.
 */
export async function changing<T>(context: Context, work: (lock: Lock) => Promise<T>): Promise<T> {
  const { host, paths, options, limits } = context
  await prepareStore(host, paths)
  return await withLock(
    host,
    paths.guard,
    async () => {
      await recover(host, paths)
      // From now on the folder is known for a store, whatever happens.
      if (!(await host.stat(paths.lock))) await host.write(paths.lock, formatLock(EMPTY_LOCK))
      await sweep(host, paths, await readLock(host, paths.lock))
      try {
        return await work(await readLock(host, paths.lock))
      } finally {
        // Leftovers are in nobody's way: the next change removes them.
        await sweep(host, paths, await readLock(host, paths.lock)).catch(() => {})
      }
    },
    { waitMs: limits.waitMs, ...(options.signal && { signal: options.signal }) },
  )
}

/** Whether a run that was killed has left something to complete. */
export async function isInterrupted({ host, paths }: Context): Promise<boolean> {
  return (await host.stat(paths.journal)) !== undefined
}
