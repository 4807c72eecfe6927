import { CoworkError } from '../cowork-error.js'
import { followProblem, writeProblem } from '../paths/trust.js'
import { parseNativePath, pathsOf } from '../paths/native-path.js'
import { walkPath, type Seen, type Walked } from '../paths/walk-path.js'
import type { Disk } from './disk.js'

/** Finds places on a disk by the rules for who runs this. */
export interface PathFinder {
  readonly administrator: boolean
  /** Where a path leads, for reading. */
  find(path: string, options: { follow: boolean }): Walked
  /** What is to be changed: a name in a folder that was reached by a way that others cannot change. */
  findToChange(path: string): { place: string; seen: Seen | undefined }
}

/** @throws CoworkError `bad-path`, `link-loop`, `link-escapes`, `link-not-followed`, `untrusted-folder` */
export function pathFinder(disk: Disk, { administrator }: { administrator: boolean }): PathFinder {
  const native = pathsOf(disk.platform)
  return {
    administrator,
    find(path, options) {
      const walked = walkPath(disk, path, options)
      const problem = administrator ? followProblem(disk.platform, path, walked) : undefined
      if (problem) throw problem
      return walked
    },
    findToChange(path) {
      const { top, names } = parseNativePath(disk.platform, path)
      const last = names.at(-1)
      if (last === undefined) {
        throw new CoworkError('bad-path', `Expected a file or folder to change, found ${top}.`, {
          hint: 'Name something in it.',
        })
      }
      const folder = walkPath(disk, native.dirname(native.join(top, ...names)), { follow: true })
      const problem = administrator ? writeProblem(disk.platform, path, folder) : undefined
      if (problem) throw problem
      const place = native.join(folder.path, last)
      const seen = folder.seen?.facts.type === 'folder' ? disk.look(place) : undefined
      return { place: seen?.path ?? place, seen }
    },
  }
}
