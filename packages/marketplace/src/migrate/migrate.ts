import { CoworkError, pathsOf, type Host } from '@cowork-mdm/machine'
import { changing, contextOf, type Context } from '../context.js'
import { checkCredentialFile } from '../git/credential-file.js'
import { withoutSecrets } from '../git/git-failure.js'
import { entriesIn, orgPluginsOf } from '../installed/list-plugins.js'
import type { MarketplaceOptions } from '../options.js'
import { checkPolicy } from '../policy.js'
import { settle } from '../settle.js'
import { checkMarketplaceName } from '../source/marketplace-name.js'
import { parseSource } from '../source/parse-source.js'
import { placeOfSource, type GitSource } from '../source/source.js'
import { readLock, type Lock } from '../store/lock-file.js'
import { lookAtClone, type Clone } from './look-at-clone.js'

export interface MigrateResult {
  /** Without `yes`, whether something would change. */
  changed: boolean
  dryRun: boolean
  clones: MigratedClone[]
}

export interface MigratedClone {
  /** Of its folder in org-plugins; the marketplace gets it too. */
  name: string
  path: string
  /** Where it was cloned from; absent where it says nothing that can be used. */
  url?: string
  /** What is checked out: what is installed stays the same. */
  commit?: string
  /** Links in org-plugins that lead into it. */
  links: string[]
  state: 'migrates' | 'migrated' | 'kept'
  /** Why it was kept. */
  reason?: { code: string; message: string; hint?: string }
}

/**
 * Adopts what the predecessor made: it cloned repositories into org-plugins, where the app takes them for plugins, and
 * linked plugins beside them. Each clone becomes a marketplace of the store at the commit that is checked out, its links
 * lead there, and the clone is removed. One with changes of its own, or whose commit its server no longer has, stays as it
 * is. Nothing is changed without `yes`; run again, it does what is left to do.
 */
export async function migrate(
  host: Host,
  { yes = false, ...options }: MarketplaceOptions & { yes?: boolean } = {},
): Promise<MigrateResult> {
  if (options.credentialFile !== undefined) await checkCredentialFile(host, options.credentialFile)
  const context = contextOf(host, options)
  const orgPlugins = orgPluginsOf(context)
  const found = await clonesIn(context, orgPlugins)
  const clones: MigratedClone[] = []
  for (const { clone, links } of found) {
    const { name, path, url, commit } = clone
    const about = {
      name,
      path,
      ...(url !== undefined && { url: withoutSecrets(url) }),
      ...(commit !== undefined && { commit }),
      links,
    }
    try {
      const source = usable(context, clone)
      if (yes) await adopt(context, orgPlugins, { clone, links, source })
      clones.push({ ...about, state: yes ? 'migrated' : 'migrates' })
    } catch (cause) {
      if (!(cause instanceof CoworkError)) throw cause
      const { code, message, hint } = cause
      clones.push({ ...about, state: 'kept', reason: { code, message, ...(hint !== undefined && { hint }) } })
    }
  }
  return { changed: clones.some(({ state }) => state !== 'kept'), dryRun: !yes, clones }
}

interface Found {
  clone: Clone
  links: string[]
}

async function clonesIn(context: Context, orgPlugins: string): Promise<Found[]> {
  const { host, paths } = context
  const entries = await entriesIn(context, orgPlugins, await readLock(host, paths.lock))
  const found: Found[] = []
  for (const { name, path, type, origin } of entries) {
    if (type !== 'folder' || origin.kind !== 'folder') continue
    const clone = await lookAtClone(context, name, path)
    if (!clone) continue
    const links = entries.filter((entry) => entry.origin.kind === 'clone' && entry.origin.clone === name)
    found.push({ clone, links: links.map((entry) => entry.name) })
  }
  return found
}

/** The source that a clone becomes. @throws CoworkError why it cannot become one */
function usable({ host, options }: Context, { name, url, commit, problem }: Clone): GitSource {
  checkMarketplaceName(name)
  if (problem) throw problem
  if (url === undefined || commit === undefined)
    throw new CoworkError('not-adoptable', `Expected a clone with an origin and a commit in ${name}, found none.`, {
      hint: 'Add its marketplace by hand, and remove the clone.',
    })
  const source = parseSource(url, { platform: host.platform, allowInsecure: options.allowInsecure })
  if (source.kind !== 'git')
    throw new CoworkError('not-adoptable', `Expected a clone of a git repository in ${name}, found another origin.`, {
      hint: 'Add its marketplace by hand, and remove the clone.',
    })
  checkPolicy(source, { ...options, requirePin: false })
  return options.requirePin ? { ...source, ref: commit } : source
}

async function adopt(
  context: Context,
  orgPlugins: string,
  { clone, links, source }: Found & { source: GitSource },
): Promise<void> {
  const { host } = context
  const native = pathsOf(host.platform)
  const { name, path, commit } = clone
  const { install } = await import('../install.js')
  // Links into the clone are exchanged as if they were this tool's own.
  const adopting: Context = { ...context, placement: { ...context.placement, adopted: [path] } }
  await changing(adopting, async (lock) => {
    const existing = lock.marketplaces.find((each) => each.name.toLowerCase() === name.toLowerCase())
    if (existing && placeOfSource(existing.source) !== source.url)
      throw new CoworkError(
        'marketplace-exists',
        `Expected no marketplace ${name} yet, found one from another source.`,
        {
          hint: 'Remove the clone by hand, if nobody needs it.',
        },
      )
    const settled: Lock = existing
      ? (await settle(adopting, lock, lock)).lock
      : (await install(adopting, lock, { name, source, resolved: { commit: commit!, wanted: commit! } })).lock
    // What its marketplace does not offer any more would lead nowhere.
    for (const link of links) {
      const place = native.join(orgPlugins, link)
      const facts = await host.stat(place)
      if (facts?.type === 'link' && leadsInto(host, native.resolve(orgPlugins, facts.target ?? ''), path))
        await host.remove(place)
    }
    await host.remove(path, { contents: true })
    // A plugin of the clone's own name had no place until now.
    await settle(adopting, settled, settled)
  })
}

function leadsInto(host: Host, place: string, folder: string): boolean {
  return place.startsWith(folder + pathsOf(host.platform).sep)
}
