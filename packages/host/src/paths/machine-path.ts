import type { HostUser } from '@cowork-mdm/machine'

/** A place on a machine that the app or cowork-mdm reads or writes. */
export interface MachinePath {
  id: PathId
  kind: 'file' | 'folder' | 'registry'
  /**
   * As the platform writes it; a registry key begins with its abbreviated hive. `<user>`, `<home>` and `<sid>` stand for
   * one user's, `*` for what depends on the release.
   */
  path: string
  /** Who reads and writes it. */
  of: 'app' | 'cowork-mdm'
  access: 'read' | 'write' | 'read-write'
  /** What it is for, as a sentence without its full stop. */
  purpose: string
  /** Who can write there on a well-kept machine. */
  writers: 'administrators' | 'device-management' | 'user'
  /** First release of the app that reads it; absent: all known ones, or nobody has said. */
  since?: string
  /** First release that no longer reads it. */
  until?: string
  /** Where this is known from. */
  source: string
}

export type PathId =
  | 'managed-device'
  | 'managed-user'
  | 'managed-folder'
  | 'managed-earlier'
  | 'user-hive'
  | 'user-hive-file'
  | 'machine-hive-file'
  | 'org-plugins'
  | 'config-library'
  | 'config-library-msix'
  | 'app-config'
  | 'app-config-msix'
  | 'app-log'
  | 'app'
  | 'app-squirrel'
  | 'profile-list'
  | 'tool-folder'
  | 'marketplaces'
  | 'state'
  | 'backups'

/** The path for one user. Parts that it does not know of the user stay as they are. */
export function pathFor(path: string, user: Pick<HostUser, 'name' | 'home' | 'sid'>): string {
  return path
    .replaceAll('<user>', () => user.name)
    .replaceAll('<home>', () => user.home)
    .replaceAll('<sid>', () => user.sid ?? '<sid>')
}

/** Whether each user has a place of this path. */
export function isPerUser({ path }: Pick<MachinePath, 'path'>): boolean {
  return /<(?:user|home|sid)>/.test(path)
}
