import { pathsOf, type Host, type Platform } from '@cowork-mdm/machine'

/** Where clones are, unless told otherwise: where only administrators can write. On Windows that is not ProgramData. */
const CLONES: Record<Platform, string> = {
  darwin: '/Library/Application Support/cowork-mdm/marketplaces',
  win32: 'C:\\Program Files\\cowork-mdm\\marketplaces',
  linux: '/var/lib/cowork-mdm/marketplaces',
}

/** Where the app looks for plugins of the organisation; nowhere on Linux. */
const ORG_PLUGINS: Record<Platform, string | undefined> = {
  darwin: '/Library/Application Support/Claude/org-plugins',
  win32: 'C:\\Program Files\\Claude\\org-plugins',
  linux: undefined,
}

export interface StorePaths {
  clones: string
  /** Where plugins are linked or copied to; nowhere on Linux unless told. */
  orgPlugins: string | undefined
  lock: string
  journal: string
  /** Beside which `withLock` keeps its own files. */
  guard: string
  /** What is being made; nothing in it counts. */
  staging: string
  marketplace(name: string): MarketplacePaths
}

export interface MarketplacePaths {
  folder: string
  /** What git fetches into. */
  repository: string
  versions: string
  version(revision: string): string
  /** Which version counts: a link to its folder; on Windows, where links are not replaced in one step, a file with its name. */
  current: string
}

export function storePaths(
  host: Pick<Host, 'platform'>,
  given: { clones?: string | undefined; orgPlugins?: string | undefined } = {},
): StorePaths {
  const native = pathsOf(host.platform)
  // Without a separator at the end, so that paths can be compared.
  const plain = (path: string) => native.join(native.dirname(path), native.basename(path))
  const clones = plain(given.clones ?? CLONES[host.platform])
  const folder = given.orgPlugins ?? ORG_PLUGINS[host.platform]
  const orgPlugins = folder === undefined ? undefined : plain(folder)
  return {
    clones,
    orgPlugins,
    lock: native.join(clones, 'marketplaces.lock.json'),
    journal: native.join(clones, '.journal.json'),
    guard: native.join(clones, '.lock'),
    staging: native.join(clones, '.staging'),
    marketplace: (name) => marketplacePaths(host, native.join(clones, name)),
  }
}

export function marketplacePaths({ platform }: Pick<Host, 'platform'>, folder: string): MarketplacePaths {
  const native = pathsOf(platform)
  return {
    folder,
    repository: native.join(folder, 'repository.git'),
    versions: native.join(folder, 'versions'),
    version: (revision) => native.join(folder, 'versions', revision),
    current: native.join(folder, 'current'),
  }
}

/** The folder of a plugin in a tree, whose paths have `/`. */
export function pluginFolder({ platform }: Pick<Host, 'platform'>, tree: string, folder: string): string {
  return folder === '.' ? tree : pathsOf(platform).join(tree, ...folder.split('/'))
}
