import type { FileFacts, Platform } from '../host.js'

/** Groups whose members may become root anyway: root's own, and `admin` on a Mac. */
const ADMINISTRATORS: Record<Platform, ReadonlySet<number>> = {
  darwin: new Set([0, 80]),
  linux: new Set([0]),
  win32: new Set(),
}

const STICKY = 0o1000

/**
 * Who, besides administrators, may write a file or folder by its owner and permission bits. On Linux the group's bits
 * also limit what an access list grants, so that nobody is missed. `exchange` asks who can exchange what is in a folder
 * rather than add to it, which a sticky folder leaves to the owner.
 */
export function posixWriters(platform: Platform, facts: FileFacts, exchange: boolean): string[] {
  const { type, mode = 0, uid = 0, gid = 0 } = facts
  const writers = uid === 0 ? [] : [`user ${uid}`]
  // The bits of a link mean nothing.
  if (type === 'link') return writers
  if (exchange && (mode & STICKY) !== 0) return writers
  if ((mode & 0o020) !== 0 && !ADMINISTRATORS[platform].has(gid)) writers.push(`group ${gid}`)
  if ((mode & 0o002) !== 0) writers.push('everyone')
  return writers
}

const WRITES = new Set([
  'write',
  'append',
  'add_file',
  'add_subdirectory',
  'delete',
  'delete_child',
  'writesecurity',
  'chown',
])

/** Who may write by the access list of a Mac, as `ls -lde` tells it below a file: `user ann`, `group staff`. */
export function macListWriters(text: string): string[] {
  const entries = text.matchAll(/^ \d+: (user|group):(.+?) (?:inherited )?allow (.+)$/gm)
  return [...entries]
    .filter(([, kind, name, rights = '']) => {
      const administrator = kind === 'user' ? name === 'root' : name === 'wheel' || name === 'admin'
      return !administrator && rights.split(',').some((right) => WRITES.has(right))
    })
    .map(([, kind, name]) => (name === 'everyone' ? 'everyone' : `${kind} ${name}`))
}
