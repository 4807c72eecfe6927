import { CoworkError } from '@cowork-mdm/machine'
import { changing, type Context } from '../context.js'
import { pluginChanges, type PluginChanges } from '../plugin-changes.js'
import { settle, type PlacementReport } from '../settle.js'
import { readLock, type LockedMarketplace } from '../store/lock-file.js'
import { findMarketplace } from './find-marketplace.js'
import { versionProblems } from './version-problems.js'

export interface RollbackResult {
  changed: true
  name: string
  from: string
  to: string
  plugins: PluginChanges
  placement: PlacementReport
}

/**
 * Goes back to what was installed before. What was rolled back from is kept and held: `update` passes it over until the source
 * has something else.
 *
 * @throws CoworkError `no-earlier-version`, `version-damaged`, `unknown-marketplace`
 */
export async function rollback(context: Context, given: string): Promise<RollbackResult> {
  const { host, paths } = context
  // Where there is nothing to go back to, nothing is locked.
  earlierOf(findMarketplace(await readLock(host, paths.lock), given))
  return await changing(context, async (latest) => {
    const existing = findMarketplace(latest, given)
    const [target, ...earlier] = earlierOf(existing)
    const { name, source, revision, plugins, placed, unlinked } = existing
    const [problem] = await versionProblems(host, paths.marketplace(name).version(target.revision), target.plugins)
    if (problem) {
      throw new CoworkError(
        'version-damaged',
        `Expected ${target.revision} of ${name} as it was installed, but ${problem.message}`,
        {
          hint: 'Install it again with "marketplace add" and --ref.',
        },
      )
    }
    const rolledBack: LockedMarketplace = {
      name,
      source,
      ...target,
      earlier,
      held: { revision, plugins },
      ...(placed && { placed }),
      ...(unlinked && { unlinked }),
    }
    const marketplaces = latest.marketplaces.map((each) => (each === existing ? rolledBack : each))
    const { placement } = await settle(context, latest, { ...latest, marketplaces })
    return {
      changed: true,
      name,
      from: revision,
      to: target.revision,
      plugins: pluginChanges(plugins, target.plugins),
      placement,
    }
  })
}

type Earlier = LockedMarketplace['earlier'][number]

function earlierOf({ name, earlier, revision }: LockedMarketplace): [Earlier, ...Earlier[]] {
  const [first, ...rest] = earlier
  if (first) return [first, ...rest]
  throw new CoworkError(
    'no-earlier-version',
    `Expected an earlier version of ${name} on this machine, found only ${revision}.`,
    {
      hint: 'Install one with "marketplace add" and --ref.',
    },
  )
}
