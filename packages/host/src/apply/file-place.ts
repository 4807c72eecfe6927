import { CoworkError, pathsOf, type FileFacts, type Host, type Platform } from '@cowork-mdm/machine'
import { accessProblems } from '../sources/access-problems.js'
import type { ManagedPlace, PlaceContent, Scope } from './managed-place.js'

/** What the app demands of its file on Linux, and what macOS gives its own: root's, readable by everyone. */
const FILE = { mode: 0o644, owner: { uid: 0, gid: 0 } }
const FOLDER = { mode: 0o755, owner: { uid: 0, gid: 0 } }

/** A file that is switched as a whole: the managed property list of a Mac, the settings of Linux. */
export function filePlace(
  host: Host,
  { platform, path, scope, user }: { platform: Platform; path: string; scope: Scope; user?: string },
): ManagedPlace {
  const folder = pathsOf(platform).dirname(path)
  return {
    kind: 'file',
    path,
    scope,
    ...(user !== undefined && { user }),
    format: platform === 'darwin' ? 'plist' : 'linux',
    isAtomic: true,

    async check() {
      const problem = folderProblem(platform, folder, await host.stat(folder))
      if (problem) throw problem
    },

    async read() {
      const facts = await host.stat(path)
      if (!facts) return undefined
      if (facts.type !== 'file') throw notAFile(path, facts)
      const { mode, uid, gid } = facts
      const bytes = await host.read(path)
      return { bytes, ...(mode !== undefined && { mode: mode & 0o7777 }), ...defined({ uid, gid }) }
    },

    async write(bytes) {
      if (bytes === undefined) {
        await host.remove(path)
        if (await host.stat(folder)) await host.flush(folder)
        return
      }
      await host.makeFolder(folder, FOLDER)
      await host.write(path, bytes, FILE)
    },

    isSame(left, right) {
      return left && right ? Buffer.compare(left, right) === 0 : left === right
    },

    accessProblem({ mode, uid }: PlaceContent) {
      if (mode === FILE.mode && uid === FILE.owner.uid) return undefined
      return { found: access(mode, uid), demanded: access(FILE.mode, FILE.owner.uid) }
    },
  }
}

/**
 * The app takes settings in a folder that is a link, or that others than root can write in, for unreadable, and refuses
 * local ones then too. macOS makes its own folders, and as it likes.
 */
function folderProblem(platform: Platform, folder: string, facts: FileFacts | undefined): CoworkError | undefined {
  if (!facts) return undefined
  if (facts.type !== 'folder' && facts.type !== 'link') {
    const message = `Expected a folder or nothing at ${folder}, found something else.`
    return new CoworkError('not-a-folder', message, { hint: 'Look at who put it there, and remove it.' })
  }
  const problems = accessProblems(folder, facts).filter(({ code }) => platform === 'linux' || code !== 'not-for-users')
  const [first] = problems
  if (!first) return undefined
  const message = `${problems.map((problem) => problem.message).join(' ')} The app refuses settings there.`
  return new CoworkError('untrusted-folder', message, first.hint === undefined ? {} : { hint: first.hint })
}

function notAFile(path: string, { type, target }: FileFacts): CoworkError {
  const found = type === 'link' ? `a link to ${target}` : type === 'folder' ? 'a folder' : 'a device or a pipe'
  const code = type === 'link' ? 'link-not-followed' : 'not-a-file'
  return new CoworkError(code, `Expected a file or nothing at ${path}, found ${found}. The app refuses that.`, {
    hint: 'Look at who put it there, and remove it.',
  })
}

function access(mode = 0, uid = 0): string {
  return `${mode.toString(8).padStart(4, '0')} of ${uid === 0 ? 'root' : `user ${uid}`}`
}

function defined<T extends object>(facts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
