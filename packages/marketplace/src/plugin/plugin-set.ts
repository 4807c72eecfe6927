import type { PinnedSource } from './plugin-source.js'
import type { PluginProblem } from './problems.js'

/** What a tree of plugins offers: a clone, an unpacked archive or a folder. */
export interface PluginSet {
  /** Name of the marketplace, as its manifest tells it; absent without one. */
  name?: string
  /** In the order of the manifest, else by name. A plugin with a problem of severity `error` must not be installed. */
  plugins: Plugin[]
  /** Plugins that the manifest offers from somewhere else, as long as their files were not fetched into the tree. */
  elsewhere: RemotePlugin[]
  /** Of the tree as a whole; those of one plugin stand there. */
  problems: PluginProblem[]
}

/** When the app installs a plugin for its users: always, until they remove it, or when they ask for it. */
export type InstallationPreference = 'required' | 'auto_install' | 'available'

export interface Plugin {
  /** A name that every platform can have as a folder. */
  name: string
  /** Path in the tree with `/`; `.` where the tree itself is the plugin. */
  folder: string
  version?: string
  description?: string
  /** See `contentHash`; empty where there is too much to read. */
  hash: string
  /** Where its files come from, where that is not the marketplace. */
  source?: PinnedSource
  installationPreference?: InstallationPreference
  problems: PluginProblem[]
}

/** A plugin whose files must be fetched first. Its source says exactly which bytes it means; others are left out. */
export interface RemotePlugin {
  name: string
  source: PinnedSource
  version?: string
}
