import type { FormatName } from '@cowork-mdm/encoder'

export type Scope = 'device' | 'user'

/** What stands at a place: the bytes of a file, or a registry key as a registry file. */
export interface PlaceContent {
  bytes: Uint8Array
  /** Of a file, where the platform has such. */
  mode?: number
  uid?: number
  gid?: number
}

/** The one place where a machine keeps managed settings of a scope, to be replaced as a whole. */
export interface ManagedPlace {
  readonly kind: 'file' | 'registry'
  /** As the platform writes it: a path, or a key with its abbreviated hive. */
  readonly path: string
  readonly scope: Scope
  /** Whose it is, where it is one user's. */
  readonly user?: string
  /** How the encoder writes and reads what stands there. */
  readonly format: Extract<FormatName, 'plist' | 'linux' | 'reg'>
  /** Whether a change is seen whole or not at all. Others need a journal. */
  readonly isAtomic: boolean
  /** @throws CoworkError where the app would not read what is written there, or others could exchange it */
  check(): Promise<void>
  /**
   * Nothing where there is nothing.
   * @throws CoworkError where it is no content, but a link for one
   */
  read(): Promise<PlaceContent | undefined>
  /** Makes it hold this and nothing else; without `bytes`, takes it away. `folder` is for files on the way. */
  write(bytes: Uint8Array | undefined, options: { folder: string }): Promise<void>
  /** Whether two contents are the same, as exactly as the place keeps them. */
  isSame(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean
  /** Owner and permission bits that the content should have and has not, in words. */
  accessProblem(content: PlaceContent): { found: string; demanded: string } | undefined
}
