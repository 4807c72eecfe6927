import { posix, win32 } from 'node:path'
import { CoworkError } from '../cowork-error.js'
import type { Platform } from '../host.js'
import { windowsNameProblem } from './windows-names.js'

/** A path of a platform, taken apart. */
export interface NativePath {
  /** `/`, or a drive: `C:\`. */
  top: string
  /** The names below it, none of them `.`; `..` only where that was allowed. */
  names: string[]
}

/** `node:path` of a platform, whichever platform this runs on. */
export function pathsOf(platform: Platform): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/**
 * Takes an absolute path apart. What would mean another place on another day is refused: `..`, paths relative to a
 * drive or to the current folder, network shares, devices, and names that Windows changes.
 *
 * @throws CoworkError `bad-path`
 */
export function parseNativePath(platform: Platform, path: string): NativePath {
  const split = splitAbsolute(platform, path)
  if (!split)
    throw badPath(path, `an absolute path, ${platform === 'win32' ? 'C:\\Folder\\File' : '/folder/file'} for one`)
  if (split.names.includes('..')) throw badPath(path, 'a path without ..')
  return split
}

/** What a link says: an absolute path, or names from where the link is; here `..` is allowed. */
export function parseLinkTarget(platform: Platform, target: string): NativePath | { top: undefined; names: string[] } {
  const absolute = splitAbsolute(platform, target)
  if (absolute) return absolute
  const relative = platform === 'win32' ? /^(?![\\/]|[A-Za-z]:)/ : /^/
  if (target === '' || !relative.test(target)) throw badPath(target, 'a link to a folder or file of this machine')
  return { top: undefined, names: namesOf(platform, target, target) }
}

/** The path as text, names joined by the platform's separator. */
export function formatNativePath(platform: Platform, { top, names }: NativePath): string {
  return top + names.join(pathsOf(platform).sep)
}

/** The same text for all spellings of one file: Windows and macOS ignore case, and macOS how letters are composed. */
export function pathKey(platform: Platform, path: string): string {
  if (platform === 'linux') return path
  return (platform === 'darwin' ? path.normalize('NFC') : path).toLowerCase()
}

function splitAbsolute(platform: Platform, path: string): NativePath | undefined {
  if (platform !== 'win32') {
    return path.startsWith('/') ? { top: '/', names: namesOf(platform, path.slice(1), path) } : undefined
  }
  const [start, drive] = /^([A-Za-z]):[\\/]/.exec(path) ?? []
  if (start === undefined) return undefined
  return { top: `${drive!.toUpperCase()}:\\`, names: namesOf(platform, path.slice(start.length), path) }
}

function namesOf(platform: Platform, rest: string, path: string): string[] {
  const names = rest.split(platform === 'win32' ? /[\\/]+/ : /\/+/).filter((name) => name !== '' && name !== '.')
  for (const name of names) {
    const problem = platform === 'win32' && name !== '..' ? windowsNameProblem(name) : nulIn(name)
    if (problem) throw badPath(path, 'a path of names that a file can have', problem)
  }
  return names
}

function nulIn(name: string): string | undefined {
  return name.includes('\0') ? 'a NUL character' : undefined
}

function badPath(path: string, expected: string, problem?: string): CoworkError {
  const found = JSON.stringify(path) + (problem === undefined ? '' : `, which has ${problem}`)
  return new CoworkError('bad-path', `Expected ${expected}, found ${found}.`, {
    hint: 'Give the whole path of a local file or folder.',
  })
}
