import { CoworkError, pathKey, pathsOf, type Host } from '@cowork-mdm/machine'
import type { Lock, LockedMarketplace, LockedPlugin, Placed } from './lock-file.js'
import { pluginFolder, type StorePaths } from './store-paths.js'
import { versionText, versionTextIn } from './version-file.js'

/** What stands at a plugin's place: a link to its clone, a copy of a folder, or nothing. */
export type PlaceState = { link: string } | { copy: string; version: string } | null

export interface PlacementStep {
  plugin: string
  /** The place in org-plugins. */
  path: string
  from: PlaceState
  to: PlaceState
}

/** Something that this tool did not make stands where a plugin belongs; it is left alone. */
export interface Conflict {
  plugin: string
  marketplace: string
  path: string
  /** `a folder`, `a link to …`. */
  found: string
}

/** Another marketplace offers a plugin of this name, and comes first. */
export interface Shadowed {
  plugin: string
  marketplace: string
  by: string
}

export interface Placement {
  steps: PlacementStep[]
  conflicts: Conflict[]
  shadowed: Shadowed[]
  /** The lock with what will be placed. */
  lock: Lock
}

export interface PlacementOptions {
  /** Where plugins go, wherever they are now. */
  orgPlugins: string | undefined
  /** Where they go that are nowhere yet. */
  standard: string | undefined
  as: Placed['as'] | undefined
  /** Folders beside the clones: a link into one of them counts as this tool's own. */
  adopted?: readonly string[]
}

interface Wanted {
  plugin: LockedPlugin
  marketplace: LockedMarketplace
  state: NonNullable<PlaceState>
}

/** Finds out what has to be linked, copied and removed so that `after` stands where the app looks. Nothing is changed. */
export async function planPlacement(
  host: Host,
  paths: StorePaths,
  { before, after }: { before: Lock; after: Lock },
  options: PlacementOptions,
): Promise<Placement> {
  const native = pathsOf(host.platform)
  const keyOf = (name: string) => pathKey(host.platform, name)
  const placedAs = (marketplace: LockedMarketplace) => placing(host, marketplace, options)
  const folders = new Set([
    ...before.marketplaces.flatMap(({ placed }) => placed?.orgPlugins ?? []),
    ...after.marketplaces.flatMap((marketplace) => placedAs(marketplace)?.orgPlugins ?? []),
  ])
  const result: Omit<Placement, 'lock'> = { steps: [], conflicts: [], shadowed: [] }
  const placed = new Map<string, string[]>()
  for (const folder of folders) await planFolder(folder)
  return { ...result, lock: { ...after, marketplaces: after.marketplaces.map(withPlaced) } }

  async function planFolder(folder: string): Promise<void> {
    const there = await entriesOf(host, folder)
    const ours = new Map<string, Wanted>()
    for (const marketplace of before.marketplaces.filter((each) => each.placed?.orgPlugins === folder)) {
      for (const name of marketplace.placed!.plugins) {
        const plugin = marketplace.plugins.find((each) => each.name === name)
        if (plugin)
          ours.set(keyOf(name), { plugin, marketplace, state: stateOf(marketplace, plugin, marketplace.placed!.as) })
      }
    }
    const wanted = new Map<string, Wanted>()
    for (const marketplace of after.marketplaces) {
      const place = placedAs(marketplace)
      if (place?.orgPlugins !== folder) continue
      for (const plugin of marketplace.plugins) {
        if (marketplace.unlinked?.includes(plugin.name)) continue
        const first = wanted.get(keyOf(plugin.name))
        if (first)
          result.shadowed.push({ plugin: plugin.name, marketplace: marketplace.name, by: first.marketplace.name })
        else wanted.set(keyOf(plugin.name), { plugin, marketplace, state: stateOf(marketplace, plugin, place.as) })
      }
    }
    for (const [key, { plugin, marketplace, state }] of wanted) {
      const path = native.join(folder, plugin.name)
      const found = await lookAtPlace(there.get(key), path, ours.get(key)?.state)
      if (typeof found === 'string') {
        result.conflicts.push({ plugin: plugin.name, marketplace: marketplace.name, path, found })
        continue
      }
      placed.set(marketplace.name, [...(placed.get(marketplace.name) ?? []), plugin.name])
      if (!sameState(found, state)) result.steps.push({ plugin: plugin.name, path, from: found, to: state })
    }
    for (const [key, { plugin, state }] of ours) {
      if (wanted.has(key)) continue
      const path = native.join(folder, plugin.name)
      const found = await lookAtPlace(there.get(key), path, state)
      if (found !== null && typeof found !== 'string') {
        result.steps.push({ plugin: plugin.name, path, from: found, to: null })
      }
    }
  }

  /** What of ours is at a place, or in words what else. */
  async function lookAtPlace(
    type: string | undefined,
    path: string,
    expected: PlaceState | undefined,
  ): Promise<PlaceState | string> {
    if (type === undefined) return null
    if (type === 'link') {
      const target = (await host.stat(path))?.target ?? ''
      const place = keyOf(native.resolve(native.dirname(path), target))
      const own = [paths.clones, ...(options.adopted ?? [])].some((each) => place.startsWith(keyOf(each + native.sep)))
      return own ? { link: target } : `a link to ${target}`
    }
    if (type !== 'folder') return 'a file'
    if (expected && 'copy' in expected && (await versionTextIn(host, path)) === expected.version) return expected
    return 'a folder'
  }

  function stateOf(marketplace: LockedMarketplace, plugin: LockedPlugin, as: Placed['as']): NonNullable<PlaceState> {
    const place = paths.marketplace(marketplace.name)
    return as === 'link'
      ? { link: pluginFolder(host, place.current, plugin.folder) }
      : { copy: pluginFolder(host, place.version(marketplace.revision), plugin.folder), version: versionText(plugin) }
  }

  function withPlaced({ placed: _, ...marketplace }: LockedMarketplace): LockedMarketplace {
    const place = placedAs({ ...marketplace, ...(_ && { placed: _ }) })
    return place ? { ...marketplace, placed: { ...place, plugins: placed.get(marketplace.name) ?? [] } } : marketplace
  }
}

/** Where the plugins of a marketplace go: where they are told to, else where they are, else where this platform's app looks. */
function placing(
  { platform }: Host,
  { placed }: LockedMarketplace,
  { orgPlugins, standard, as }: PlacementOptions,
): Omit<Placed, 'plugins'> | undefined {
  const folder = orgPlugins ?? placed?.orgPlugins ?? standard
  if (folder === undefined) return undefined
  return { orgPlugins: folder, as: as ?? placed?.as ?? (platform === 'win32' ? 'copy' : 'link') }
}

async function entriesOf(host: Host, folder: string): Promise<Map<string, string>> {
  try {
    const entries = await host.list(folder)
    return new Map(entries.map(({ name, type }) => [pathKey(host.platform, name), type]))
  } catch (cause) {
    if (cause instanceof CoworkError && cause.code === 'file-missing') return new Map()
    throw cause
  }
}

export function sameState(left: PlaceState, right: PlaceState): boolean {
  if (left === null || right === null) return left === right
  if ('link' in left) return 'link' in right && left.link === right.link
  // Where a copy came from does not matter once it is there.
  return 'copy' in right && left.version === right.version
}
