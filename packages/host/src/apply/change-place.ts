import { CoworkError, type Host } from '@cowork-mdm/machine'
import { dropBackup, keepBackup, pruneBackups, type BackupRecord } from './backups.js'
import { dropJournal, writeJournal } from './journal.js'
import type { ManagedPlace, PlaceContent } from './managed-place.js'
import { keyInFile, storedForm } from './registry-file.js'

interface Change {
  present: PlaceContent | undefined
  wanted: Uint8Array | undefined
  reason: BackupRecord['before']
  /** For files on the way. */
  folder: string
}

/**
 * Makes a place hold something else: backup, journal where it needs one, change, and a look whether it is there. The lock
 * is held. What fails is taken back as far as it was done.
 *
 * @returns the backup of what was there
 * @throws CoworkError `verification-failed`, and what the writing throws
 */
export async function changePlace(host: Host, place: ManagedPlace, change: Change): Promise<BackupRecord> {
  const { present, wanted, reason, folder } = change
  const backup = await keepBackup(host, place, { content: present, before: reason })
  try {
    if (!place.isAtomic) await writeJournal(host, place, { backup: backup.id, wanted })
    await place.write(wanted, { folder })
  } catch (cause) {
    await takeBack(host, place, { ...change, backup, cause })
    throw cause
  }
  if (!place.isAtomic) await dropJournal(host, place)
  await verify(place, { wanted, backup })
  // What cannot be swept up is no reason to fail: the change is made.
  await pruneBackups(host, place).catch(rethrowBug)
  return backup
}

function rethrowBug(cause: unknown): void {
  if (!(cause instanceof CoworkError)) throw cause
}

/** Brings the old content back after a failure. Where that fails too, the journal stays for the next run. */
async function takeBack(
  host: Host,
  place: ManagedPlace,
  { present, folder, backup, cause }: Change & { backup: BackupRecord; cause: unknown },
): Promise<void> {
  const isBack = async () => place.isSame((await place.read())?.bytes, present?.bytes)
  try {
    if (!(await isBack())) {
      // A file was switched before what failed: the new one is whole, and the backup has the old one.
      if (place.isAtomic) return
      await place.write(present?.bytes, { folder })
      if (!(await isBack())) throw cause
    }
    if (!place.isAtomic) await dropJournal(host, place)
    await dropBackup(host, backup)
  } catch {
    if (place.isAtomic) return
    throw new CoworkError(
      'command-failed',
      `Expected to change ${place.path}, but that broke off, and the old values could not be brought back at once.`,
      {
        hint: `The next run brings them back; they are also in the backup ${backup.id}.`,
        cause,
      },
    )
  }
}

/** Compares what is there now with what is wanted; what differs is named, never shown. */
async function verify(
  place: ManagedPlace,
  { wanted, backup }: { wanted: Uint8Array | undefined; backup: BackupRecord },
): Promise<void> {
  const found = await place.read()
  const access = found && wanted && place.accessProblem(found)
  if (place.isSame(found?.bytes, wanted) && !access) return
  const what = access
    ? `${access.demanded}, found ${access.found}`
    : `what was written there, found otherwise: ${differing(place, found?.bytes, wanted)}`
  throw new CoworkError('verification-failed', `Expected ${place.path} to be ${what}.`, {
    hint:
      'Something else writes there: device management, group policy, another tool. ' +
      `To go back: cowork-mdm profile rollback --to ${backup.id}`,
  })
}

function differing(place: ManagedPlace, found: Uint8Array | undefined, wanted: Uint8Array | undefined): string {
  if (!found || !wanted) return found ? 'it is still there' : 'it is not there'
  if (place.kind === 'file') return 'its content'
  const [present, meant] = [found, wanted].map((bytes) => keyInFile(bytes, place.path).values)
  const names = [...new Set([...present!.keys(), ...meant!.keys()])].filter((name) => {
    const [one, other] = [present!.get(name), meant!.get(name)]
    return !one || !other || storedForm(one.node) !== storedForm(other.node)
  })
  return names.map((name) => (meant!.get(name) ?? present!.get(name))!.name || '(default)').join(', ')
}
