/** One file of a bundle. */
export interface BundleEntry {
  /** Path inside the bundle, `/` separated, never absolute, without `..`. */
  path: string
  /** Size in bytes. */
  size: number
}

/** An entry that was read. */
export interface ReadEntry {
  path: string
  bytes: Buffer
  /** Set where the bytes are overwritten once the next entry is asked for: whoever keeps them copies them. */
  isLent?: boolean
}

/** The one way in which extraction sees archives, folders, single files and installs. */
export interface BundleSource {
  entries(): Iterable<BundleEntry>
  /**
   * Bytes of an entry, all of them or `length` from `start` on.
   * @throws ExtractionError `missing-file` when the entry is listed but not there
   */
  read(path: string, start?: number, length?: number): Promise<Buffer>
  /**
   * All bytes of several entries, in whatever order is quick; those that are not there are left out. Without it, extraction
   * reads one after the other.
   */
  readAll?(paths: readonly string[]): AsyncIterable<ReadEntry>
  /** Version of the app, where the bundle tells it. */
  version(): Promise<string | undefined>
  /** Releases file handles, where there are any. */
  close?(): Promise<void>
}
