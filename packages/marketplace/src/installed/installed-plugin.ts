import type { PluginIdentity } from '../plugin/check-plugin.js'
import type { PluginProblem } from '../plugin/problems.js'
import type { UserSetting } from './app-sessions.js'

/** Where a plugin in org-plugins comes from. */
export type PluginOrigin =
  /** A marketplace of this machine; `as` tells how it stands in org-plugins. */
  | { kind: 'marketplace'; marketplace: string; as: 'link' | 'copy' }
  /** A link into a repository inside org-plugins, as the predecessor made them. */
  | { kind: 'clone'; clone: string }
  /** A link that this tool did not make. */
  | { kind: 'link'; target: string }
  /** A folder that this tool did not make. */
  | { kind: 'folder' }

/**
 * `ok`; `missing`: it should be there and is not; `unlinked`: it was taken away; `dangling`: a link to nothing; `invalid`:
 * the app cannot take it; `changed`: it is not what was installed; `repository`: a clone, which is no plugin.
 */
export type PluginHealth = 'ok' | 'missing' | 'unlinked' | 'dangling' | 'invalid' | 'changed' | 'repository'

export interface InstalledPlugin extends Omit<PluginIdentity, 'name'> {
  /** Of its folder in org-plugins, which is its name for the app. */
  name: string
  path: string
  origin: PluginOrigin
  /** Commit or digest of the marketplace. */
  revision?: string
  health: PluginHealth
  problems: PluginProblem[]
  /** What users have chosen; empty where none has seen it. */
  users: UserSetting[]
}
