import { readdir } from 'node:fs/promises'
import type { BigIntStats } from 'node:fs'
import { CoworkError } from '../cowork-error.js'
import { fileFailure } from '../file-failure.js'
import type { FileType, FolderEntry, HostFiles } from '../host.js'
import { pathsOf } from '../paths/native-path.js'
import { writeProblem } from '../paths/trust.js'
import { walkPath, type Seen, type Walked } from '../paths/walk-path.js'
import { readFileBytes } from '../read-file-bytes.js'
import type { Disk } from './disk.js'
import { identityOf, typeOf } from './look-at.js'
import type { PathFinder } from './path-finder.js'

const MAX_BYTES = 16 * 1024 * 1024
const MAX_TRIES = 10

type Reading = Pick<HostFiles, 'path' | 'realPath' | 'stat' | 'way' | 'list' | 'read'>

export function fileReading(disk: Disk, finder: PathFinder): Reading {
  const native = pathsOf(disk.platform)
  const find = (path: string) => finder.find(path, { follow: true })
  return {
    path: (path) => disk.real(find(path).path),
    async realPath(path) {
      return find(path).seen?.path
    },
    async stat(path, { follow = false } = {}) {
      return finder.find(path, { follow }).seen?.facts
    },
    async list(folder) {
      const { path } = find(folder)
      const entries = new Map<string, FileType>()
      try {
        for (const entry of await readdir(disk.real(path), { withFileTypes: true })) {
          if (!disk.hides(native.join(path, entry.name))) entries.set(entry.name, typeOf(entry))
        }
      } catch (cause) {
        throw fileFailure('list', folder, cause)
      }
      for (const { name } of disk.told?.linksIn(path) ?? []) entries.set(name, 'link')
      return [...entries].map(([name, type]): FolderEntry => ({ name, type })).sort(byName)
    },
    async way(path) {
      const { steps, seen } = walkPath(disk, path, { follow: true })
      return seen && steps.map((step) => ({ path: step.seen.path, facts: step.seen.facts }))
    },
    async read(path, { maxBytes = MAX_BYTES, signal } = {}) {
      for (let tries = 1; ; tries += 1) {
        const walked = find(path)
        // Where only root can change the way, nobody exchanges anything.
        const guarded = finder.administrator && writeProblem(disk.platform, path, walked) !== undefined
        const accept = guarded ? (opened: BigIntStats) => assertSame(path, walked, find(path).seen, opened) : undefined
        try {
          return await readFileBytes(disk.real(walked.path), { maxBytes, signal, name: path, noFollow: true, accept })
        } catch (cause) {
          // A user's program may well have replaced the file at this moment.
          if (!(cause instanceof Exchanged) || tries === MAX_TRIES) throw cause
        }
      }
    },
  }
}

class Exchanged extends CoworkError {}

/**
 * Node cannot open a path name by name, so between looking and opening another user could put a link into a folder of
 * theirs. What is open stays what it is: it is read only if, looked at again, the way leads to the same file without
 * such a link. A second name for somebody else's file, which some systems let everybody make, is refused as a link is.
 */
function assertSame(path: string, { steps }: Walked, again: Seen | undefined, opened: BigIntStats): void {
  const hint = 'Look into the folder, or run the command as its user.'
  if (again?.identity !== identityOf(opened)) {
    const message = `Cannot read ${path} as an administrator: it was exchanged whenever it was opened.`
    throw new Exchanged('link-not-followed', message, { hint })
  }
  const owner = steps.at(-1)?.folder?.facts.uid ?? 0
  if (owner === 0 || owner === again.facts.uid || again.names === 1) return
  const message = `Cannot read ${path} as an administrator: it is another name of a file that is not the user’s.`
  throw new CoworkError('link-not-followed', message, { hint })
}

function byName(left: FolderEntry, right: FolderEntry): number {
  return left.name < right.name ? -1 : 1
}
