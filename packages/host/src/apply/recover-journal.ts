import { CoworkError, type Host } from '@cowork-mdm/machine'
import { isOf, listBackups, readBackup } from './backups.js'
import { dropJournal, journalPath, readJournal } from './journal.js'
import type { ManagedPlace } from './managed-place.js'
import { placeOf } from './place-of.js'
import { isBetween } from './registry-place.js'
import { requireAdministrator, whileChanging } from './state-folder.js'

/** What became of a change that broke off. Plain JSON. */
export interface Recovery {
  place: string
  /**
   * `completed`: all of it had been done. `undone`: the old values are back. `left`: somebody else has changed values
   * since; they stand as they are.
   */
  outcome: 'completed' | 'undone' | 'left'
  /** Number of the backup with the old values. */
  backup: string
}

/**
 * Brings changes of the registry that broke off to an end: of the machine's values, and of those of the user who runs
 * this. Nothing is done where nothing broke off, and on platforms whose files are switched as a whole.
 *
 * @param options.dryRun tells what would be done
 * @throws CoworkError `permission-denied`, `damaged-backup`, `verification-failed`
 */
export async function recoverJournal(host: Host, options: { dryRun?: boolean } = {}): Promise<Recovery[]> {
  if (host.platform !== 'win32') return []
  const recoveries: Recovery[] = []
  for (const scope of ['device', 'user'] as const) {
    const place = await placeOf(host, { scope })
    if (!(await isPending(host, place))) continue
    if (options.dryRun) {
      recoveries.push((await planRecovery(host, place))!.recovery)
      continue
    }
    requireAdministrator(host, `bring the change of ${place.path} to an end`, undefined)
    const recovery = await whileChanging(host, ({ journals }) => recover(host, place, journals))
    if (recovery) recoveries.push(recovery)
  }
  return recoveries
}

/** Whether a change of a place broke off, or is under way in another process. */
export async function isPending(host: Host, place: ManagedPlace): Promise<boolean> {
  return !place.isAtomic && (await host.stat(journalPath(host, place))) !== undefined
}

/** What has to be done about a journal; nothing where there is none. */
export async function planRecovery(
  host: Host,
  place: ManagedPlace,
): Promise<{ recovery: Recovery; before: Uint8Array | undefined } | undefined> {
  const journal = place.isAtomic ? undefined : await readJournal(host, place)
  if (!journal) return undefined
  const { backup, wanted } = journal
  const record = (await listBackups(host)).find((candidate) => candidate.id === backup && isOf(candidate, place))
  if (!record) {
    throw new CoworkError(
      'damaged-backup',
      `Expected the backup ${backup} for the journal of ${place.path}, found none.`,
      {
        hint: `Look at the settings, then remove ${journalPath(host, place)}.`,
      },
    )
  }
  const before = await readBackup(host, record)
  const present = (await place.read())?.bytes
  const outcome = place.isSame(present, wanted)
    ? 'completed'
    : isBetween(present, { before, wanted, path: place.path })
      ? 'undone'
      : 'left'
  return { recovery: { place: place.path, outcome, backup }, before }
}

/** Brings a change to an end; the lock is held. `folder` is for files on the way. */
export async function recover(host: Host, place: ManagedPlace, folder: string): Promise<Recovery | undefined> {
  const plan = await planRecovery(host, place)
  if (!plan) return undefined
  const { recovery, before } = plan
  if (recovery.outcome === 'undone') {
    await place.write(before, { folder })
    if (!place.isSame((await place.read())?.bytes, before)) {
      throw new CoworkError('verification-failed', `Expected the old values back in ${place.path}, found others.`, {
        hint: 'Look whether something else writes there, then run the command again.',
      })
    }
  }
  await dropJournal(host, place)
  return recovery
}
