import { CoworkError, type Host } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { targetOf, type ApplyResult } from './apply-profile.js'
import { backupPath, isOf, listBackups, readBackup, type BackupRecord } from './backups.js'
import { changePlace } from './change-place.js'
import { compareContents, type ManagedChange } from './managed-changes.js'
import type { PlaceContent } from './managed-place.js'
import { managementWarnings } from './management-warnings.js'
import { placeOf, type PlaceOptions } from './place-of.js'
import { presentContent } from './present-content.js'
import { recover } from './recover-journal.js'
import { requireAdministrator, whileChanging } from './state-folder.js'

export interface RollbackOptions extends PlaceOptions {
  document: SchemaDocument
  /** Number of a backup; by default the newest one that is not what is there already. */
  to?: string
  dryRun?: boolean
  /** What to run with the rights of an administrator, for the message that asks for them. */
  commandLine?: string
}

/** As of `applyProfile`; `restored` is the backup that was gone back to. */
export interface RollbackResult extends Omit<ApplyResult, 'notes'> {
  restored: BackupRecord
}

/**
 * Goes back to a backup of the managed settings. What is there now is backed up itself, so that rolling back once more
 * returns to it. Where nothing was before, the file or key is removed.
 *
 * @throws CoworkError `no-backup`, `unknown-backup`, `damaged-backup`, and as `applyProfile`
 */
export async function rollback(host: Host, options: RollbackOptions): Promise<RollbackResult> {
  const { document, to, dryRun = false, commandLine } = options
  const place = await placeOf(host, options)
  requireAdministrator(host, 'read the backups', commandLine)
  await place.check()

  const plan = async (present: PlaceContent | undefined) => {
    const candidates = (await listBackups(host)).filter((record) => isOf(record, place))
    for (const record of to === undefined ? candidates : [named(candidates, to)]) {
      const wanted = await readBackup(host, record)
      const isThere = place.isSame(present?.bytes, wanted)
      if (isThere && to === undefined) continue
      const { changes } = compareContents(place, { before: present, after: wanted, document })
      const layout: ManagedChange[] = isThere || changes.length > 0 ? [] : [{ kind: 'layout-changed' }]
      return { record, wanted, changes: [...changes, ...layout] }
    }
    throw noBackup(place.path)
  }

  const { present, pending } = await presentContent(host, place)
  const planned = await plan(present)
  const warnings = planned.changes.length > 0 ? await managementWarnings(host) : []
  const finish = ({ record, changes }: typeof planned, done: Partial<RollbackResult>): RollbackResult => {
    const base = { changed: false, dryRun, target: targetOf(place), changes, backup: null, warnings, restored: record }
    return { ...base, verified: changes.length === 0, ...done }
  }
  if (dryRun || (planned.changes.length === 0 && !pending)) {
    if (pending) warnings.push(pending)
    return finish(planned, {})
  }
  return await whileChanging(host, async ({ journals }) => {
    const recovered = await recover(host, place, journals)
    const told = recovered ? { recovered } : {}
    const found = await place.read()
    const now = await plan(found)
    if (now.changes.length === 0) return finish(now, told)
    const backup = await changePlace(host, place, {
      present: found,
      wanted: now.wanted,
      reason: 'rollback',
      folder: journals,
    })
    const kept = { id: backup.id, path: backupPath(host, backup) }
    return finish(now, { changed: true, backup: kept, verified: true, ...told })
  })
}

function named(candidates: readonly BackupRecord[], id: string): BackupRecord {
  const found = candidates.find((record) => Number(record.id) === Number(id))
  if (found) return found
  const known = candidates.map((record) => record.id).join(', ') || 'none'
  throw new CoworkError('unknown-backup', `Expected the number of a backup (${known}), found ${JSON.stringify(id)}.`, {
    hint: 'See "cowork-mdm profile rollback --list".',
  })
}

function noBackup(path: string): CoworkError {
  return new CoworkError('no-backup', `Expected a backup of ${path} that is not what is there already, found none.`, {
    hint: 'There is nothing to go back to: only changes made by cowork-mdm are backed up.',
  })
}
