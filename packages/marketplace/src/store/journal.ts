import { pathsOf, inTurns, type Host } from '@cowork-mdm/machine'
import { readCurrent, switchCurrent } from './current.js'
import { damaged, formatLock, parseJson, readIfThere, type Lock } from './lock-file.js'
import { placePlugin, stageCopy, stagingBeside } from './place-plugin.js'
import type { PlacementStep } from './placement.js'
import { marketplacePaths, type StorePaths } from './store-paths.js'
import { changeableByOthers, untrusted } from './trusted-store.js'

/**
 * A change as a whole, written down before anything that counts is touched. Whoever finds it completes it, or, where that
 * cannot be done, undoes it; both can be begun again after every kill.
 */
export interface Journal {
  formatVersion: 1
  before: Lock
  after: Lock
  steps: PlacementStep[]
}

/** How many plugins are placed at the same time; each has a place of its own. */
const AT_ONCE = 8

/** Makes a change: all of it, or on a failure nothing. What it needs has been made before, where nothing counts. */
export async function commitChange(
  host: Host,
  paths: StorePaths,
  change: Omit<Journal, 'formatVersion'>,
): Promise<void> {
  const { steps } = change
  const native = pathsOf(host.platform)
  for (const folder of new Set(steps.map(({ path }) => native.dirname(path)))) {
    await host.makeFolder(folder)
    const found = await changeableByOthers(host, folder)
    if (found.length > 0) throw untrusted('plugins', found, '--org-plugins')
  }
  const journal: Journal = { formatVersion: 1, ...change }
  try {
    for (const step of steps) await stageCopy(host, step)
    await host.write(paths.journal, JSON.stringify(journal), { mode: 0o600 })
    await carryOut(host, paths, journal)
  } finally {
    for (const folder of stagingOf(host, steps)) await host.remove(folder, { contents: true }).catch(() => {})
  }
}

/** Completes or undoes what a run that was killed has begun. Tells whether there was anything. */
export async function recover(host: Host, paths: StorePaths): Promise<boolean> {
  const text = await readIfThere(host, paths.journal)
  if (text === undefined) return false
  const journal = parseJson(text, paths.journal) as Journal | null
  if (journal?.formatVersion !== 1) throw damaged(paths.journal, 'something else')
  // Undone is as good as done: the old set is whole.
  await carryOut(host, paths, journal).catch(async (cause: unknown) => {
    if (await host.stat(paths.journal)) throw cause
  })
  for (const folder of stagingOf(host, journal.steps)) await host.remove(folder, { contents: true })
  return true
}

async function carryOut(host: Host, paths: StorePaths, journal: Journal): Promise<void> {
  try {
    await bringTo(host, paths, journal, 'after')
  } catch (cause) {
    await bringTo(host, paths, journal, 'before')
    await host.remove(paths.journal)
    throw cause
  }
  await host.remove(paths.journal)
}

/** Brings everything to one side of a change, from wherever it is. */
async function bringTo(host: Host, paths: StorePaths, journal: Journal, side: 'before' | 'after'): Promise<void> {
  const goal = side === 'after' ? 'to' : 'from'
  const place = async (steps: readonly PlacementStep[]) =>
    await inTurns(steps, AT_ONCE, async (step) => await placePlugin(host, step, step[goal]))
  // What goes goes first and what comes comes last, so that the app never finds a link that leads nowhere.
  await place(journal.steps.filter((step) => step[goal] === null))
  await switchAll(host, paths, journal[side])
  await place(journal.steps.filter((step) => step[goal] !== null))
  await writeLock(host, paths, journal[side])
}

/** Where a marketplace is made before it is moved in. */
export function stagedMarketplace(host: Host, { staging }: StorePaths, name: string) {
  return marketplacePaths(host, pathsOf(host.platform).join(staging, name))
}

async function switchAll(host: Host, paths: StorePaths, { marketplaces }: Lock): Promise<void> {
  for (const { name, revision } of marketplaces) {
    const place = paths.marketplace(name)
    if ((await readCurrent(host, place)) !== revision) await switchCurrent(host, place, revision)
  }
}

async function writeLock(host: Host, paths: StorePaths, lock: Lock): Promise<void> {
  const text = formatLock(lock)
  if ((await readIfThere(host, paths.lock)) !== text) await host.write(paths.lock, text, { mode: 0o644 })
}

function stagingOf(host: Host, steps: readonly PlacementStep[]): Set<string> {
  return new Set(steps.map(({ path }) => stagingBeside(host, path)))
}

/** What a marketplace's folder holds; one with anything else in it is not ours. */
const OWN = new Set(['repository.git', 'versions', 'current'])

/** Removes what nothing needs: what was being made, and marketplaces and versions that the lock does not know. */
export async function sweep(host: Host, paths: StorePaths, { marketplaces }: Lock): Promise<void> {
  const native = pathsOf(host.platform)
  const known = new Set(marketplaces.map(({ name }) => name))
  for (const { name, type } of await host.list(paths.clones)) {
    if (type !== 'folder' || name.startsWith('.') || known.has(name)) continue
    const { folder } = paths.marketplace(name)
    const inside = (await host.list(folder)).map((entry) => entry.name)
    if (!inside.includes('versions') || !inside.every((entry) => OWN.has(entry))) continue
    // In one step out of sight, so that no half of it is ever found.
    await host.makeFolder(paths.staging, { flush: false })
    await host.rename(folder, native.join(paths.staging, `.removed-${name}`))
  }
  for (const { name, revision, earlier, held } of marketplaces) {
    const { versions } = paths.marketplace(name)
    const kept = new Set([revision, held?.revision, ...earlier.map((each) => each.revision)])
    for (const entry of (await host.stat(versions)) ? await host.list(versions) : []) {
      if (!kept.has(entry.name)) await host.remove(native.join(versions, entry.name), { contents: true })
    }
  }
  const folders = marketplaces.flatMap(({ placed }) => (placed?.as === 'copy' ? [placed.orgPlugins] : []))
  const beside = [...new Set(folders)].map((folder) => stagingBeside(host, native.join(folder, 'any')))
  for (const folder of [paths.staging, ...beside]) {
    if (await host.stat(folder)) await host.remove(folder, { contents: true })
  }
}
