import { CoworkError } from '@cowork-mdm/machine'
import { changing, isInterrupted, type Context } from '../context.js'
import { checkCredentialFile } from '../git/credential-file.js'
import { pluginChanges, type PluginChanges } from '../plugin-changes.js'
import { checkPolicy } from '../policy.js'
import { resolveSource } from '../resolve-source.js'
import { needsSettling, placementReport, settle, type PlacementReport } from '../settle.js'
import { checkMarketplaceName, nameOfSource } from '../source/marketplace-name.js'
import { parseSource } from '../source/parse-source.js'
import { placeOfSource, type Source } from '../source/source.js'
import { readLock, type Lock, type LockedMarketplace } from '../store/lock-file.js'
import type { Note } from '../tree/tree.js'
import { checkInstalledSignature } from './installed-signature.js'

export interface AddOptions {
  /** Unless told, the last name of the source. */
  name?: string | undefined
  /** Branch, tag or full commit. */
  ref?: string | undefined
  /** Of an archive. */
  sha256?: string | undefined
}

export interface AddResult {
  changed: boolean
  marketplace: LockedMarketplace
  plugins: PluginChanges
  placement: PlacementReport
  notes: Note[]
}

/** Adds a marketplace. One that is there already is a success; with another ref or digest, that one is installed. */
export async function add(
  context: Context,
  text: string,
  { name: given, ref, sha256 }: AddOptions,
): Promise<AddResult> {
  const { host, paths, options } = context
  const source = parseSource(text, { platform: host.platform, ref, sha256, allowInsecure: options.allowInsecure })
  checkPolicy(source, options)
  const name = given === undefined ? nameOfSource(source) : checkMarketplaceName(given)
  if (options.credentialFile !== undefined) await checkCredentialFile(host, options.credentialFile)
  const lock = await readLock(host, paths.lock)
  const existing = findSame(lock, name, source)
  const isThere = existing !== undefined && isSame(existing.source, source)
  if (isThere) await checkInstalledSignature(context, existing)
  if (isThere && !(await isInterrupted(context)) && !(await needsSettling(context, lock))) {
    return unchanged(existing, await placementReport(context, lock))
  }
  const resolved = isThere ? undefined : await resolveSource(context, source)
  return await changing(context, async (latest) => {
    // What was there may be gone: a removal that was killed has been completed.
    const known = findSame(latest, name, source)
    if (known && isSame(known.source, source)) {
      const { changed, placement, lock: settled } = await settle(context, latest, latest)
      return { ...unchanged(findSame(settled, name, source)!, placement), changed }
    }
    if (!known) await refuseForeign(context, name)
    // Loaded where something is new: most runs find that nothing is.
    const { install } = await import('../install.js')
    const target = { name: known?.name ?? name, source, resolved: resolved ?? (await resolveSource(context, source)) }
    return { changed: true, ...withoutLock(await install(context, latest, target)) }
  })
}

function withoutLock<T extends { lock: Lock }>({ lock: _, ...rest }: T): Omit<T, 'lock'> {
  return rest
}

/** @throws CoworkError `marketplace-exists` where the name stands for another source */
function findSame({ marketplaces }: Lock, name: string, source: Source): LockedMarketplace | undefined {
  const existing = marketplaces.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (!existing || (existing.source.kind === source.kind && placeOfSource(existing.source) === placeOfSource(source))) {
    return existing
  }
  throw new CoworkError(
    'marketplace-exists',
    `Expected no marketplace ${name} yet, found it from ${placeOfSource(existing.source)}.`,
    {
      hint: 'Choose another --name, or remove that one first.',
    },
  )
}

/** @throws CoworkError `exists`: something that this tool did not make has the name */
async function refuseForeign({ host, paths }: Context, name: string): Promise<void> {
  const { folder } = paths.marketplace(name)
  if (!(await host.stat(folder))) return
  throw new CoworkError('exists', `Expected nothing at ${folder}, found something that is no marketplace.`, {
    hint: 'Look what it is and remove it, or choose another --name.',
  })
}

function isSame(left: Source, right: Source): boolean {
  if (left.kind === 'git' && right.kind === 'git') return left.url === right.url && left.ref === right.ref
  if (left.kind === 'archive' && right.kind === 'archive') return left.url === right.url && left.sha256 === right.sha256
  return left.kind === 'folder' && right.kind === 'folder'
}

function unchanged(marketplace: LockedMarketplace, placement: PlacementReport): AddResult {
  const { plugins } = marketplace
  return { changed: false, marketplace, plugins: pluginChanges(plugins, plugins), placement, notes: [] }
}
