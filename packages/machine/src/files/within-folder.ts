import { lstatSync, statSync } from 'node:fs'
import { parse, sep } from 'node:path'
import { errnoOf } from '../file-failure.js'
import { identityOf } from './look-at.js'

/** What the system says of something that was moved away between two calls. */
const MOVED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])

/**
 * Does something, synchronously, with `folder` as the current folder, where relative names lead nowhere else whatever other
 * users rename meanwhile. It is reached name by name, and a link on the way is not followed: where a name is no folder,
 * nothing is done and nothing returned.
 *
 * Node has no `openat`; the current folder is the one folder that a process can hold on to by itself. It is set back before
 * anything else of this process can run; only worker threads, which may not set it, cannot do this.
 */
export function withinFolder<T>(folder: string, work: () => T): T | undefined {
  const { root } = parse(folder)
  const back = currentFolder()
  try {
    process.chdir(root)
    for (const name of folder.slice(root.length).split(sep)) {
      if (name !== '' && !enter(name)) return undefined
    }
    return work()
  } finally {
    goBack(back, root)
  }
}

/** Enters a folder of the current one, unless another user has put a link or another folder in its place meanwhile. */
function enter(name: string): boolean {
  try {
    const facts = lstatSync(name, { bigint: true })
    if (!facts.isDirectory()) return false
    process.chdir(name)
    return identityOf(statSync('.', { bigint: true })) === identityOf(facts)
  } catch (cause) {
    if (MOVED.has(errnoOf(cause) ?? '')) return false
    throw cause
  }
}

function currentFolder(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}

/** A folder that has been removed meanwhile leaves nowhere to go back to. */
function goBack(folder: string | undefined, otherwise: string): void {
  try {
    process.chdir(folder ?? otherwise)
  } catch {
    process.chdir(otherwise)
  }
}
