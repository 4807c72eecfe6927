import { isAbsolute, join, posix, win32 } from 'node:path'
import { CoworkError } from './cowork-error.js'

/** What a failed file operation was about to do. */
export type FileIntent = 'read' | 'list' | 'write' | 'create' | 'change' | 'rename' | 'remove'

/** Operations on something that has to be there; the others need only its folder. */
const ON_SOMETHING: ReadonlySet<FileIntent> = new Set(['read', 'list', 'change', 'rename', 'remove'])

/**
 * Turns what `node:fs` threw while reading or writing `path` into a `CoworkError` that says what is wrong with the
 * path. A failure without an errno is a bug and comes back unchanged.
 */
export function fileFailure(intent: FileIntent, path: string, cause: unknown): unknown {
  const errno = errnoOf(cause)
  if (errno === undefined) return cause
  const { code, reason, hint } = describe(intent, path, errno)
  return new CoworkError(code, `Cannot ${intent} ${path}: ${reason}.`, { hint, cause })
}

/** A folder in a sentence: `the folder out`, `the current folder`. */
export function nameOfFolder(folder: string): string {
  return folder === '.' ? 'the current folder' : `the folder ${folder}`
}

/** A path that stays the same place when the current folder is set; what is at its end stays. */
export function absolutePath(path: string): string {
  return isAbsolute(path) ? path : join(process.cwd(), path)
}

/** The folder of a path, also of one of a simulated Windows. */
export function folderOf(path: string): string {
  return (/^[A-Za-z]:[\\/]/.test(path) || process.platform === 'win32' ? win32 : posix).dirname(path)
}

/** The errno of a system error, `ENOENT` for instance. */
export function errnoOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined
  const { code, syscall } = cause as NodeJS.ErrnoException
  return typeof code === 'string' && typeof syscall === 'string' ? code : undefined
}

function describe(intent: FileIntent, path: string, errno: string): { code: string; reason: string; hint: string } {
  switch (errno) {
    case 'ENOENT':
      return ON_SOMETHING.has(intent)
        ? {
            code: 'file-missing',
            reason: `there is no such ${intent === 'list' ? 'folder' : 'file'}`,
            hint: 'Check the path.',
          }
        : {
            code: 'folder-missing',
            reason: `${nameOfFolder(folderOf(path))} does not exist`,
            hint: 'Create the folder first, or name a file in an existing one.',
          }
    case 'ENOTDIR':
      return {
        code: 'not-a-folder',
        reason: 'a part of the path is a file where a folder is needed',
        hint: 'Check the path.',
      }
    case 'EISDIR':
      return { code: 'is-a-folder', reason: 'it is a folder, not a file', hint: 'Name a file inside it.' }
    case 'EEXIST':
      return { code: 'exists', reason: 'there is something already', hint: 'Choose another name, or remove it first.' }
    case 'ENOTEMPTY':
      return { code: 'not-empty', reason: 'the folder is not empty', hint: 'Look into the folder first.' }
    case 'EXDEV':
      return {
        code: 'other-disk',
        reason: 'the two places are on different disks',
        hint: 'Choose a place on the same disk.',
      }
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'permission-denied',
        reason: 'permission was denied',
        hint: `Run the command as a user who may ${intent} it, or name another file.`,
      }
    case 'EROFS':
      return {
        code: 'permission-denied',
        reason: 'the file system is read-only',
        hint: 'Name a file on a writable one.',
      }
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'disk-full', reason: 'no space is left', hint: 'Free some space there, or use another disk.' }
    case 'EFBIG':
      return { code: 'too-large', reason: 'files may not be so large there', hint: 'Use another disk.' }
    case 'ELOOP':
      return { code: 'link-loop', reason: 'its symbolic links lead in a circle', hint: 'Check the links on the path.' }
    case 'ENAMETOOLONG':
      return { code: 'name-too-long', reason: 'the name is too long for the file system', hint: 'Use a shorter name.' }
    default:
      return { code: `${intent}-failed`, reason: `the system reported ${errno}`, hint: 'Check the path and the disk.' }
  }
}
