/** Files from somewhere, before any of them is written. */
export interface Tree {
  entries: TreeEntry[]
  /** The bytes of entries, in their order. */
  contents(entries: readonly TreeEntry[]): AsyncIterable<Buffer>
}

export interface TreeEntry {
  /** With `/`, from the top of the tree. */
  path: string
  type: 'file' | 'program' | 'link' | 'submodule' | 'other'
  /** What the tree finds the bytes by. */
  id: string
  /** In bytes. */
  size: number
}

export interface TreeLimits {
  /** Files, after links have been replaced by what they lead to. */
  maxFiles: number
  /** Of all files together. */
  maxBytes: number
}

/** What was left out or looks wrong, for the administrator. */
export interface Note {
  code: 'submodule-skipped' | 'lfs-pointer' | 'link-dangling' | 'plugin-problem'
  /** With `/`, from the top of the marketplace. */
  path: string
  message: string
}
