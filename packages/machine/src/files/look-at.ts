import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs'
import { errnoOf, fileFailure } from '../file-failure.js'
import type { FileFacts, FileType } from '../host.js'

/** What stands at a place on the disk of this machine, links not followed; nothing where there is nothing. */
export interface OnDisk {
  facts: FileFacts
  identity: string
  names: number
}

const MAX_TRIES = 10

/** Looks at `path`; messages call it `name`. */
export function lookAt(path: string, name: string, tries = 1): OnDisk | undefined {
  try {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (!stats) return undefined
    const facts = factsOf(stats)
    if (facts.type === 'link') facts.target = readlinkSync(path)
    return { facts, identity: identityOf(stats), names: Number(stats.nlink) }
  } catch (cause) {
    const errno = errnoOf(cause)
    // A link has become something else before it was read.
    if (errno === 'EINVAL' && tries < MAX_TRIES) return lookAt(path, name, tries + 1)
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return undefined
    throw fileFailure('read', name, cause)
  }
}

/** The same for the same file as long as it exists. */
export function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`
}

export function typeOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): FileType {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  return entry.isSymbolicLink() ? 'link' : 'other'
}

function factsOf(stats: BigIntStats): FileFacts {
  const facts: FileFacts = { type: typeOf(stats), size: Number(stats.size), modified: stats.mtime }
  // Node makes these up on Windows.
  if (process.platform === 'win32') return facts
  return { ...facts, mode: Number(stats.mode) & 0o7777, uid: Number(stats.uid), gid: Number(stats.gid) }
}
