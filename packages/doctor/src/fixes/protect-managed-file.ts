import { pathOf } from '@cowork-mdm/host'
import { CoworkError, type FileFacts } from '@cowork-mdm/machine'
import type { Patient } from '../patient.js'
import type { Deed } from './deed.js'
import { keepBackup, keepRecord } from './keep-backup.js'

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
      throw new CoworkError('link-not-followed', `Expected a ${type} at ${path}, found a ${facts.type}.`, {
        hint: 'Look where it leads to, and put a file of root’s in its place.',
      })
    }
    if (isProtected(facts, mode)) continue
    const was = `it was ${octal(facts)} of user ${facts.uid} and group ${facts.gid}`
    const backup =
      type === 'file'
        ? await keepBackup(host, 'managed-access', path)
        : await keepRecord(host, 'managed-access', { path, mode: octal(facts), uid: facts.uid, gid: facts.gid })
    await host.protect(path, { mode, owner: { uid: 0, gid: 0 } })
    told({ did: `Gave ${path} to root with mode ${mode.toString(8).padStart(4, '0')}; ${was}.`, backup })
  }
}

function isProtected({ mode, uid, gid }: FileFacts, wanted: number): boolean {
  return mode === wanted && uid === 0 && gid === 0
}

function octal({ mode = 0 }: FileFacts): string {
  return mode.toString(8).padStart(4, '0')
}
