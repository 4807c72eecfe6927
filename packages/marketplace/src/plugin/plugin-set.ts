import type { PluginSource } from './plugin-source.js'

/** What a tree of plugins offers: a clone, an unpacked archive or a folder. */
export interface PluginSet {
  /** Name of the marketplace, as its manifest tells it; absent without one. */
  name?: string
  /** In the order of the manifest, else by name. A plugin with a problem of severity `error` must not be installed. */
  plugins: Plugin[]
  /** Plugins that the manifest offers from somewhere else; their files are not in this tree. */
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
  /** See `contentHash`. */
  hash: string
  installationPreference?: InstallationPreference
  problems: PluginProblem[]
}

/** A plugin whose files must be fetched first. */
export interface RemotePlugin {
  name: string
  source: PluginSource
  version?: string
  installationPreference?: InstallationPreference
  problems: PluginProblem[]
}

export interface PluginProblem {
  /** `error`: the plugin, or the marketplace, must not be installed. `warning`: the app ignores something. */
  severity: 'error' | 'warning' | 'info'
  /** Stable identifier, `kebab-case`. */
  code: string
  /** What was expected and what was found. */
  message: string
  /** Path in the tree, with `/`. */
  file: string
  /** From 1. */
  line?: number
  /** From 1. */
  column?: number
}
