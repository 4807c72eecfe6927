/** What is to be taken out of an installer. */
export interface Unpacking {
  /** Whether a file is wanted, by its path in the installer, `/` separated. */
  wanted: (path: string) => boolean
  /** Takes a wanted file: its size in bytes as the installer says, and its bytes, of which there may be more or fewer. */
  take: (path: string, size: number, bytes: AsyncIterable<Uint8Array>) => Promise<void>
}

/** Takes files out of an installer. Nothing of it is written but what `take` writes. */
export type Unpack = (installer: string, unpacking: Unpacking) => Promise<void>
