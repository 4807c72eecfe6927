import type { Access, FileFacts, Platform } from '../host.js'
import type { Tree } from '../paths/walk-path.js'
import { lookAt } from './look-at.js'

/** The files of a machine, and where they are on the disk of the machine that runs this. */
export interface Disk extends Tree {
  /** Where a place (a path without links on it) is really. */
  real(place: string): string
  /** Names that are not the machine's own. */
  hides(place: string): boolean
  /** Facts that are told apart from the files, and then count instead of the real ones. */
  readonly told?: ToldFacts
}

/** Owners, modes, times and links of a simulated machine. */
export interface ToldFacts {
  /** Links in a folder for which no real file stands. */
  linksIn(place: string): { name: string; facts: FileFacts }[]
  /** After something has been made, written or changed at a place. */
  changed(place: string, access: Access): Promise<void>
  /** After it has been renamed, with all that is in it. */
  moved(from: string, to: string): Promise<void>
  /** After it has been removed, with all that was in it. */
  removed(place: string): Promise<void>
}

/** The disk of this machine. */
export function localDisk(platform: Platform): Disk {
  return {
    platform,
    contained: false,
    look(path) {
      const found = lookAt(path, path)
      return found && { path, ...found }
    },
    real: (place) => place,
    hides: () => false,
  }
}
