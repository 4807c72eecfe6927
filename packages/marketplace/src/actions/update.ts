import { CoworkError, withTemporaryFolder, inTurns } from '@cowork-mdm/machine'
import { changing, isInterrupted, type Context } from '../context.js'
import { fileChanges, type FileChanges } from '../file-changes.js'
import { checkCredentialFile } from '../git/credential-file.js'
import type { ResolvedRef } from '../git/resolve-ref.js'
import { pluginChanges, type PluginChanges } from '../plugin-changes.js'
import { VERSION_FILE } from '../plugin/content-hash.js'
import { checkPolicy } from '../policy.js'
import { resolveSource } from '../resolve-source.js'
import { needsSettling, placementReport, settle, type PlacementReport } from '../settle.js'
import { readLock, type LockedMarketplace } from '../store/lock-file.js'
import { marketplacePaths } from '../store/store-paths.js'
import type { Note } from '../tree/tree.js'
import { findMarketplace } from './find-marketplace.js'
import { checkInstalledSignature } from './installed-signature.js'

export interface UpdateOptions {
  /** One marketplace; all unless told. */
  name?: string | undefined
  /** Tells what would change, and changes nothing. */
  dryRun?: boolean | undefined
}

export interface UpdateResult {
  /** With `dryRun`, whether something would change. */
  changed: boolean
  dryRun: boolean
  marketplaces: UpdatedMarketplace[]
  placement: PlacementReport
}

export interface UpdatedMarketplace {
  name: string
  changed: boolean
  from: string
  to: string
  plugins: PluginChanges
  /** Of a dry run. */
  files?: FileChanges
  /** The source still has what was rolled back from; it is passed over. */
  held?: true
  notes: Note[]
  /** Why it stayed as it was, where something failed; the others were updated. */
  error?: { code: string; message: string; hint?: string }
}

interface Asked {
  entry: LockedMarketplace
  resolved?: ResolvedRef
  error?: CoworkError
}

/** How many servers are asked at the same time. */
const AT_ONCE = 10

/**
 * Brings marketplaces to what their sources stand for today. Where nothing is new, each has cost its server one `ls-remote` (none
 * where it is pinned to a commit), and nothing was written. A failure of one does not keep the others back; of the only one that
 * was asked for it is thrown.
 */
export async function update(context: Context, { name, dryRun = false }: UpdateOptions): Promise<UpdateResult> {
  const { host, paths, options } = context
  if (options.credentialFile !== undefined) await checkCredentialFile(host, options.credentialFile)
  const lock = await readLock(host, paths.lock)
  const entries = name === undefined ? lock.marketplaces : [findMarketplace(lock, name)]
  const asked = await inTurns(entries, AT_ONCE, async (entry) => await ask(context, entry))
  if (name !== undefined && asked[0]!.error) throw asked[0]!.error
  if (dryRun) {
    const marketplaces: UpdatedMarketplace[] = []
    for (const each of asked) marketplaces.push(isNew(each) ? await preview(context, each) : same(each))
    return {
      changed: marketplaces.some(({ changed }) => changed),
      dryRun,
      marketplaces,
      placement: await placementReport(context, lock),
    }
  }
  if (!asked.some(isNew) && !(await isInterrupted(context)) && !(await needsSettling(context, lock))) {
    return { changed: false, dryRun, marketplaces: asked.map(same), placement: await placementReport(context, lock) }
  }
  // Loaded where something is new: most runs find that nothing is.
  const { install } = await import('../install.js')
  return await changing(context, async (latest) => {
    let now = latest
    const marketplaces: UpdatedMarketplace[] = []
    const placements: PlacementReport[] = []
    for (const each of asked) {
      // Another run may have removed or replaced it in the meantime.
      const entry = now.marketplaces.find((candidate) => candidate.name === each.entry.name)
      if (entry === undefined) continue
      if (!isNew({ ...each, entry })) {
        marketplaces.push(same({ ...each, entry }))
        continue
      }
      try {
        const {
          lock: next,
          placement,
          marketplace,
          plugins,
          notes,
        } = await install(context, now, { ...entry, resolved: each.resolved! })
        now = next
        placements.push(placement)
        marketplaces.push({
          name: entry.name,
          changed: true,
          from: entry.revision,
          to: marketplace.revision,
          plugins,
          notes,
        })
      } catch (cause) {
        if (!(cause instanceof CoworkError) || name !== undefined) throw cause
        marketplaces.push(same({ entry, error: cause }))
        now = await readLock(host, paths.lock)
      }
    }
    const settled = await settle(context, now, now)
    return {
      changed: settled.changed || marketplaces.some(({ changed }) => changed),
      dryRun,
      marketplaces,
      placement: joined([...placements, settled.placement]),
    }
  })
}

async function ask(context: Context, entry: LockedMarketplace): Promise<Asked> {
  try {
    checkPolicy(entry.source, context.options)
    const resolved = await resolveSource(context, entry.source)
    if (resolved.commit === entry.revision) await checkInstalledSignature(context, entry)
    return { entry, resolved }
  } catch (cause) {
    if (cause instanceof CoworkError) return { entry, error: cause }
    throw cause
  }
}

function isNew({ entry, resolved }: Asked): boolean {
  return resolved !== undefined && resolved.commit !== entry.revision && resolved.commit !== entry.held?.revision
}

function same({ entry, resolved, error }: Asked): UpdatedMarketplace {
  const { name, revision, plugins } = entry
  return {
    name,
    changed: false,
    from: revision,
    to: revision,
    plugins: pluginChanges(plugins, plugins),
    ...(resolved && resolved.commit === entry.held?.revision && { held: true as const }),
    notes: [],
    ...(error && {
      error: { code: error.code, message: error.message, ...(error.hint !== undefined && { hint: error.hint }) },
    }),
  }
}

async function preview(context: Context, { entry, resolved }: Asked): Promise<UpdatedMarketplace> {
  const { host, paths } = context
  const { acquire } = await import('../acquire.js')
  return await withTemporaryFolder(host, async (folder) => {
    const into = marketplacePaths(host, folder)
    try {
      const target = { resolved: resolved!, repository: into.repository, into, installed: entry }
      const { revision, plugins, notes } = await acquire(context, entry.source, target)
      return {
        name: entry.name,
        changed: true,
        from: entry.revision,
        to: revision,
        plugins: pluginChanges(entry.plugins, plugins),
        files: await fileChanges(
          host,
          {
            before: paths.marketplace(entry.name).version(entry.revision),
            after: into.version(revision),
            versionFiles: new Set([...entry.plugins, ...plugins].map(({ folder: each }) => versionFileOf(each))),
          },
          context.limits,
        ),
        notes,
      }
    } catch (cause) {
      if (cause instanceof CoworkError) return same({ entry, error: cause })
      throw cause
    }
  })
}

function versionFileOf(plugin: string): string {
  return plugin === '.' ? VERSION_FILE : `${plugin}/${VERSION_FILE}`
}

function joined(placements: PlacementReport[]): PlacementReport {
  const last = placements.at(-1)!
  const all = (names: (placement: PlacementReport) => string[]) => [...new Set(placements.flatMap(names))]
  return {
    ...last,
    added: all(({ added }) => added),
    replaced: all(({ replaced }) => replaced),
    removed: all(({ removed }) => removed),
  }
}
