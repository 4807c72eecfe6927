import { readdirSync, type BigIntStats, type Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { CoworkError } from '../cowork-error.js'
import { fileFailure } from '../file-failure.js'
import type { FileType, FolderEntry, HostFiles } from '../host.js'
import { pathsOf } from '../paths/native-path.js'
import { writeProblem } from '../paths/trust.js'
import { walkPath, type Walked } from '../paths/walk-path.js'
import { windowsNameProblem } from '../paths/windows-names.js'
import { readFileBytes } from '../read-file-bytes.js'
import type { Disk } from './disk.js'
import { identityOf, lookAt, typeOf } from './look-at.js'
import type { PathFinder } from './path-finder.js'
import { withinFolder } from './within-folder.js'

const MAX_BYTES = 16 * 1024 * 1024
const MAX_TRIES = 10

type Reading = Pick<HostFiles, 'path' | 'realPath' | 'stat' | 'way' | 'list' | 'walk' | 'read'>

export function fileReading(disk: Disk, finder: PathFinder): Reading {
  const native = pathsOf(disk.platform)
  const find = (path: string) => finder.find(path, { follow: true })
  /** Whether others than root could exchange something on the way, here and now; nobody does on a simulated machine. */
  const isExposed = (path: string, walked: Walked) =>
    finder.administrator && disk.told === undefined && writeProblem(disk.platform, path, walked) !== undefined

  async function entriesOf(folder: string, walked: Walked): Promise<Dirent[]> {
    const real = disk.real(walked.path)
    if (!isExposed(folder, walked) || walked.seen?.facts.type !== 'folder')
      return await readdir(real, { withFileTypes: true })
    const entries = withinFolder(real, () => readdirSync('.', { withFileTypes: true }))
    if (!entries) throw exchanged(folder)
    return entries
  }

  async function listAt(folder: string, walked: Walked): Promise<FolderEntry[]> {
    const entries = new Map<string, FileType>()
    try {
      for (const entry of await entriesOf(folder, walked)) {
        if (!disk.hides(native.join(walked.path, entry.name))) entries.set(entry.name, typeOf(entry))
      }
    } catch (cause) {
      throw fileFailure('list', folder, cause)
    }
    for (const { name } of disk.told?.linksIn(walked.path) ?? []) entries.set(name, 'link')
    return [...entries].map(([name, type]): FolderEntry => ({ name, type })).sort(byName)
  }

  return {
    path: (path) => disk.real(find(path).path),
    async realPath(path) {
      return find(path).seen?.path
    },
    async stat(path, { follow = false } = {}) {
      return finder.find(path, { follow }).seen?.facts
    },
    list: async (folder) => await listAt(folder, find(folder)),
    async walk(folder, visit) {
      const enter = async (path: string, walked: Walked, above: readonly string[]): Promise<void> => {
        for (const { name, type } of await listAt(path, walked)) {
          const names = [...above, name]
          const place = native.join(walked.path, name)
          const isName = disk.platform !== 'win32' || windowsNameProblem(name) === undefined
          const seen = isName ? disk.look(place) : undefined
          const goOn = visit({ name, names, type: seen?.facts.type ?? type, ...(seen && { facts: seen.facts }) })
          if (goOn === false || seen?.facts.type !== 'folder') continue
          const steps = [...walked.steps, { seen, folder: walked.seen }]
          await enter(native.join(path, name), { path: seen.path, seen, steps }, names)
        }
      }
      await enter(folder, find(folder), [])
    },
    async way(path) {
      const { steps, seen } = walkPath(disk, path, { follow: true })
      return seen && steps.map((step) => ({ path: step.seen.path, facts: step.seen.facts }))
    },
    async read(path, { maxBytes = MAX_BYTES, tail, signal } = {}) {
      for (let tries = 1; ; tries += 1) {
        const walked = find(path)
        const real = disk.real(walked.path)
        const accept = isExposed(path, walked) ? (opened: BigIntStats) => assertUnlinked(path, real, opened) : undefined
        try {
          return await readFileBytes(real, { maxBytes, tail, signal, name: path, noFollow: true, accept })
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
 * Between looking and opening, another user could put a link into a folder of theirs. What is open stays what it is: it is
 * read only if the very same file is found again on a way that follows no link. A second name for somebody else's file,
 * which some systems let everybody make, is refused as a link is.
 */
function assertUnlinked(path: string, real: string, opened: BigIntStats): void {
  const found = withinFolder(dirname(real), () => ({ file: lookAt(basename(real), path), folder: lookAt('.', path) }))
  if (found?.file?.identity !== identityOf(opened)) throw exchanged(path)
  const owner = found.folder?.facts.uid ?? 0
  if (owner === 0 || owner === found.file.facts.uid || found.file.names === 1) return
  const message = `Cannot read ${path} as an administrator: it is another name of a file that is not the user’s.`
  throw new CoworkError('link-not-followed', message, { hint: LOOK })
}

const LOOK = 'Look into the folder, or run the command as its user.'

function exchanged(path: string): Exchanged {
  const message = `Cannot read ${path} as an administrator: it was exchanged while it was opened.`
  return new Exchanged('link-not-followed', message, { hint: LOOK })
}

function byName(left: FolderEntry, right: FolderEntry): number {
  return left.name < right.name ? -1 : 1
}
