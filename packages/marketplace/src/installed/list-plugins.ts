import { CoworkError, pathKey, pathsOf, type Host } from '@cowork-mdm/machine'
import { nearestName } from '@cowork-mdm/schema'
import { versionProblems } from '../actions/version-problems.js'
import { contextOf, type Context } from '../context.js'
import type { MarketplaceOptions } from '../options.js'
import { checkPlugin, readIdentity, type PluginIdentity } from '../plugin/check-plugin.js'
import { isRefused, reporter, type PluginProblem } from '../plugin/problems.js'
import { treeReader } from '../plugin/tree-reader.js'
import { readLock, type Lock, type LockedMarketplace, type LockedPlugin } from '../store/lock-file.js'
import { versionText, versionTextIn } from '../store/version-file.js'
import { readAppSessions, settingsOf, type AppSessions } from './app-sessions.js'
import type { InstalledPlugin, PluginHealth, PluginOrigin } from './installed-plugin.js'

export interface PluginList {
  changed: false
  orgPlugins: string
  plugins: InstalledPlugin[]
  /** Files of users that could not be read. */
  unreadable: string[]
}

/**
 * All that stands in org-plugins, by name, and what should and does not: where it comes from, whether it is well, and what
 * users have chosen. Nothing is changed.
 *
 * @throws CoworkError `unsupported-platform` on Linux, where the app reads no such folder, unless one is named
 */
export async function listPlugins(host: Host, options: MarketplaceOptions = {}): Promise<PluginList> {
  const context = contextOf(host, options)
  const orgPlugins = orgPluginsOf(context)
  const lock = await readLock(host, context.paths.lock)
  const sessions = await readAppSessions(host)
  const found = await entriesIn(context, orgPlugins, lock)
  const plugins: InstalledPlugin[] = []
  for (const entry of found) plugins.push(await describe(context, entry, { sessions, deep: false }))
  return { changed: false, orgPlugins, plugins, unreadable: sessions.unreadable }
}

/**
 * One plugin of org-plugins, with everything that is wrong with it, and its content compared with what was installed.
 *
 * @throws CoworkError `unknown-plugin`, and what `listPlugins` throws
 */
export async function showPlugin(host: Host, name: string, options: MarketplaceOptions = {}): Promise<InstalledPlugin> {
  const context = contextOf(host, options)
  const entries = await entriesIn(context, orgPluginsOf(context), await readLock(host, context.paths.lock))
  const entry = findEntry(host, entries, name)
  return await describe(context, entry, { sessions: await readAppSessions(host), deep: true })
}

/** Something in org-plugins, or something that should be there. */
export interface PluginEntry {
  name: string
  path: string
  /** What stands there; nothing where it is missing. */
  type: 'link' | 'folder' | undefined
  origin: PluginOrigin
  locked?: { marketplace: LockedMarketplace; plugin: LockedPlugin }
  unlinked?: true
}

/** @throws CoworkError `unsupported-platform` */
export function orgPluginsOf({ paths }: Context): string {
  if (paths.orgPlugins !== undefined) return paths.orgPlugins
  throw new CoworkError(
    'unsupported-platform',
    'Expected macOS or Windows, found Linux, where the app reads no org-plugins folder.',
    {
      hint: 'Name a folder with --org-plugins, or deliver plugins with the setting allowedPluginMarketplaces.',
    },
  )
}

/** @throws CoworkError `unknown-plugin` */
export function findEntry(host: Host, entries: readonly PluginEntry[], name: string): PluginEntry {
  const key = pathKey(host.platform, name)
  const found = entries.find((entry) => pathKey(host.platform, entry.name) === key)
  if (found) return found
  const names = entries.map((entry) => entry.name)
  const nearest = nearestName(name, names)
  const there = names.length === 0 ? 'There are none.' : `There are: ${names.join(', ')}.`
  throw new CoworkError(
    'unknown-plugin',
    `Expected a plugin in org-plugins, found none named ${JSON.stringify(name)}.`,
    {
      hint: nearest === undefined ? there : `Did you mean "${nearest}"?`,
    },
  )
}

export async function entriesIn({ host, paths }: Context, orgPlugins: string, lock: Lock): Promise<PluginEntry[]> {
  const native = pathsOf(host.platform)
  const key = (text: string) => pathKey(host.platform, text)
  const known = new Map<string, NonNullable<PluginEntry['locked']>>()
  for (const marketplace of lock.marketplaces)
    for (const plugin of marketplace.plugins)
      if (!known.has(key(plugin.name))) known.set(key(plugin.name), { marketplace, plugin })
  const entries: PluginEntry[] = []
  const there = (await host.stat(orgPlugins, { follow: true }))?.type === 'folder' ? await host.list(orgPlugins) : []
  for (const { name, type } of there) {
    if (name.startsWith('.') || (type !== 'link' && type !== 'folder')) continue
    const path = native.join(orgPlugins, name)
    const locked = known.get(key(name))
    entries.push({ name, path, type, ...(await originOf(name, path, type, locked)) })
  }
  const names = new Set(entries.map(({ name }) => key(name)))
  for (const [name, locked] of known) {
    if (names.has(name)) continue
    const { marketplace, plugin } = locked
    const unlinked = marketplace.unlinked?.includes(plugin.name)
    if (!unlinked && marketplace.placed?.orgPlugins !== orgPlugins) continue
    const as = marketplace.placed?.as ?? 'link'
    const origin = { kind: 'marketplace', marketplace: marketplace.name, as } as const
    entries.push({
      name: plugin.name,
      path: native.join(orgPlugins, plugin.name),
      type: undefined,
      origin,
      locked,
      ...(unlinked && { unlinked }),
    })
  }
  return entries.sort((left, right) => (left.name < right.name ? -1 : 1))

  async function originOf(
    name: string,
    path: string,
    type: 'link' | 'folder',
    locked: PluginEntry['locked'],
  ): Promise<Pick<PluginEntry, 'origin' | 'locked'>> {
    if (type === 'folder') {
      const own = locked && (await versionTextIn(host, path)) === versionText(locked.plugin)
      if (!own) return { origin: { kind: 'folder' } }
      return { origin: { kind: 'marketplace', marketplace: locked.marketplace.name, as: 'copy' }, locked }
    }
    const { target = '' } = (await host.stat(path)) ?? {}
    const place = native.resolve(orgPlugins, target)
    const [marketplace] = namesBelow(paths.clones, place)
    if (marketplace !== undefined) {
      const isIt = locked && key(locked.marketplace.name) === key(marketplace)
      return { origin: { kind: 'marketplace', marketplace, as: 'link' }, ...(isIt && { locked }) }
    }
    const [clone] = namesBelow(orgPlugins, place)
    return { origin: clone === undefined || clone === name ? { kind: 'link', target } : { kind: 'clone', clone } }
  }

  function namesBelow(folder: string, place: string): string[] {
    const top = folder + native.sep
    return key(place).startsWith(key(top)) ? place.slice(top.length).split(native.sep) : []
  }
}

async function describe(
  context: Context,
  entry: PluginEntry,
  { sessions, deep }: { sessions: AppSessions; deep: boolean },
): Promise<InstalledPlugin> {
  const { name, path, origin, locked } = entry
  const { health, problems, identity } = await examine(context, entry, deep)
  const { name: _, ...facts } = identity
  return {
    name,
    path,
    origin,
    ...(locked && { revision: locked.marketplace.revision }),
    ...facts,
    health,
    problems,
    users: settingsOf(name, sessions),
  }
}

async function examine(
  { host }: Context,
  { path, type, locked, unlinked, origin }: PluginEntry,
  deep: boolean,
): Promise<{ health: PluginHealth; problems: PluginProblem[]; identity: PluginIdentity }> {
  const none = { problems: [], identity: {} }
  if (unlinked) return { health: 'unlinked', ...none }
  if (type === undefined) return { health: 'missing', ...none }
  const real = await host.realPath(path)
  if (real === undefined) return { health: 'dangling', ...none }
  const tree = await treeReader(host, real)
  if (origin.kind === 'folder' && (await tree.list('.git'))) return { health: 'repository', ...none }
  if (!deep) {
    const problems: PluginProblem[] = []
    const identity = await readIdentity(tree, reporter(problems))
    return { health: identity && !isRefused(problems) ? 'ok' : 'invalid', problems, identity: identity ?? {} }
  }
  const facts = await checkPlugin(host, real, '')
  const { hash: _, problems, ...identity } = facts
  const [change] = locked ? await versionProblems(host, real, [{ ...locked.plugin, folder: '.' }]) : []
  const isPlugin = (await readIdentity(tree, () => {})) !== undefined
  const health = !isPlugin || isRefused(problems) ? 'invalid' : change ? 'changed' : 'ok'
  return { health, problems, identity }
}
