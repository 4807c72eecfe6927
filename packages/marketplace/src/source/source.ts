/** Where a marketplace comes from, as the lock keeps it. */
export type Source = GitSource | ArchiveSource | FolderSource

export interface GitSource {
  kind: 'git'
  url: string
  /** A branch, a tag or a full commit; what the repository calls HEAD where it is absent. */
  ref?: string
}

/** A zip or tar.gz file on a web server. */
export interface ArchiveSource {
  kind: 'archive'
  url: string
  sha256: string
}

export interface FolderSource {
  kind: 'folder'
  path: string
}

/** The same text for what is the same source, whatever it is pinned to. */
export function placeOfSource(source: Source): string {
  return source.kind === 'folder' ? source.path : source.url
}

/** Whether a source can never mean anything else than it does today. */
export function isPinned(source: Source): boolean {
  if (source.kind === 'git') return source.ref !== undefined && isCommit(source.ref)
  return source.kind === 'archive'
}

/** A full commit, by SHA-1 or SHA-256. */
export function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}
