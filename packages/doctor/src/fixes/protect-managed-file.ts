import { DELIVER_AGAIN, onlyRootWrites, pathOf } from '@cowork-mdm/host'
import { quietly, CoworkError, type FileFacts, type Host } from '@cowork-mdm/machine'
import type { Patient } from '../patient.js'
import type { Deed } from './deed.js'
import { keepBackup, keepRecord, modeAndOwner } from './keep-backup.js'

/**
 * Whether nobody but root can have written what is in the managed file. Else it must not be given to root: the app refuses what
 * a user wrote, and would take it as everybody's settings then.
 */
export async function isRootsWork(host: Host): Promise<boolean> {
  // Who may not look may not mend either; the mending looks again.
  const facts = await quietly(host.stat(pathOf('linux', 'managed-device')))
  return facts === undefined || (facts.type === 'file' && onlyRootWrites(facts))
}

/** Gives the managed file of Linux and its folder to root, and takes the right to write from everybody else. */
export async function protectManagedFile({ host }: Patient, told: (deed: Deed) => void): Promise<void> {
  const file = pathOf('linux', 'managed-device')
  // The folder first: then nobody can put something else in the place of the file meanwhile.
  const places = [
    { path: pathOf('linux', 'managed-folder'), type: 'folder', mode: 0o755 },
    { path: file, type: 'file', mode: 0o644 },
  ] as const
  for (const { path, type, mode } of places) {
    const facts = await host.stat(path)
    if (!facts) continue
    if (facts.type !== type) {
      throw new CoworkError('link-not-followed', `Expected a ${type} at ${path}, found ${KINDS[facts.type]}.`, {
        hint: 'Look where it leads to, and put a file of root’s in its place.',
      })
    }
    if (isProtected(facts, mode)) continue
    if (type === 'file' && !onlyRootWrites(facts)) {
      throw new CoworkError(
        'untrusted-folder',
        `Expected ${path} to be root’s work, found that others could write it.`,
        {
          hint: DELIVER_AGAIN,
        },
      )
    }
    const was = `it was ${octal(facts)} of user ${facts.uid} and group ${facts.gid}`
    const backup =
      type === 'file'
        ? await keepBackup(host, 'managed-access', path)
        : await keepRecord(host, 'managed-access', { path, ...modeAndOwner(facts) })
    await host.protect(path, { mode, owner: { uid: 0, gid: 0 } })
    told({ did: `Gave ${path} to root with mode ${mode.toString(8).padStart(4, '0')}; ${was}.`, backup })
  }
}

const KINDS: Record<FileFacts['type'], string> = {
  file: 'a file',
  folder: 'a folder',
  link: 'a link',
  other: 'a pipe or a device',
}

function isProtected({ mode, uid, gid }: FileFacts, wanted: number): boolean {
  return mode === wanted && uid === 0 && gid === 0
}

function octal({ mode = 0 }: FileFacts): string {
  return mode.toString(8).padStart(4, '0')
}
