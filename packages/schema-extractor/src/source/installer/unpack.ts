type Bytes = AsyncIterable<Uint8Array>

/** What is to be taken out of an installer. */
export interface Unpacking {
  /** Whether a file is wanted, by its path in the installer, `/` separated. */
  wanted: (path: string) => boolean
  /**
   * Takes a wanted file: its size in bytes as the installer says, and what opens its bytes, of which there may be more or fewer.
   * They are opened when they are read at once: a stream that fails while nobody listens ends the process.
   */
  take: (path: string, size: number, open: () => Bytes | Promise<Bytes>) => Promise<void>
}

/** Takes files out of an installer. Nothing of it is written but what `take` writes. */
export type Unpack = (installer: string, unpacking: Unpacking) => Promise<void>
