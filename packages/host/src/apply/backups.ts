import { CoworkError, pathsOf, type Host } from '@cowork-mdm/machine'
import { createHash } from 'node:crypto'
import type { ManagedPlace, PlaceContent, Scope } from './managed-place.js'
import { stateFolder } from './state-folder.js'

/** What was at a place before a change of it. Plain JSON. */
export interface BackupRecord {
  formatVersion: 1
  /** Counts up; the newest backup has the highest number. */
  id: string
  /** When the change was made. */
  made: string
  /** What was done then. */
  before: 'apply' | 'rollback'
  place: { path: string; scope: Scope; user?: string }
  /** Where the content lies, beside the record; absent where there was nothing. */
  file?: string
  /** Of the content. */
  sha256?: string
  /** What permission bits and owner the file had. */
  mode?: number
  uid?: number
}

/** How many backups of a place are kept. */
const KEPT = 20

const ENDINGS = { plist: 'plist', reg: 'reg', linux: 'settings.json' } as const

type Identity = Pick<ManagedPlace, 'path' | 'user'>

/** The backups of all places, the newest first; files that are none are passed over. */
export async function listBackups(host: Host): Promise<BackupRecord[]> {
  const { backups } = stateFolder(host)
  if (!(await host.stat(backups))) return []
  const numbers = numbersAmong((await host.list(backups)).map(({ name }) => name))
  const records = await Promise.all(numbers.map((id) => readRecord(host, id)))
  return records.filter((record) => record !== undefined)
}

export function isOf({ place }: BackupRecord, { path, user }: Identity): boolean {
  return place.path === path && place.user === user
}

/** Where the content of a backup lies, or its record where there was nothing. */
export function backupPath(host: Host, { id, file }: BackupRecord): string {
  return pathsOf(host.platform).join(stateFolder(host).backups, file ?? recordName(id))
}

/** Keeps what is at a place now. The record comes last: without it a backup counts for nothing. */
export async function keepBackup(
  host: Host,
  { path, scope, user, format }: ManagedPlace,
  { content, before }: { content: PlaceContent | undefined; before: BackupRecord['before'] },
): Promise<BackupRecord> {
  const native = pathsOf(host.platform)
  const folder = stateFolder(host).backups
  const [latest = '0'] = numbersAmong((await host.list(folder)).map(({ name }) => name))
  const id = String(Number(latest) + 1).padStart(4, '0')
  const file = `${id}.${ENDINGS[format]}`
  const record: BackupRecord = {
    formatVersion: 1,
    id,
    made: host.now().toISOString(),
    before,
    place: { path, scope, ...(user !== undefined && { user }) },
    ...(content && { file, sha256: sha256(content.bytes), ...facts(content) }),
  }
  const kept = { mode: 0o600, owner: { uid: 0, gid: 0 } }
  if (content) await host.write(native.join(folder, file), content.bytes, kept)
  await host.write(native.join(folder, recordName(id)), `${JSON.stringify(record, null, 2)}\n`, kept)
  return record
}

/**
 * What a backup holds; nothing where there was nothing.
 * @throws CoworkError `damaged-backup`
 */
export async function readBackup(host: Host, record: BackupRecord): Promise<Uint8Array | undefined> {
  if (record.file === undefined) return undefined
  const path = backupPath(host, record)
  const bytes = await host.read(path)
  if (sha256(bytes) === record.sha256) return bytes
  throw new CoworkError('damaged-backup', `Expected the backup ${path} as it was kept, found it changed.`, {
    hint: 'Choose another one with --to; "cowork-mdm profile rollback --list" shows them.',
  })
}

/** Takes away a backup that is of no use, the record first. */
export async function dropBackup(host: Host, { id, file }: Pick<BackupRecord, 'id' | 'file'>): Promise<void> {
  const native = pathsOf(host.platform)
  const { backups } = stateFolder(host)
  await host.remove(native.join(backups, recordName(id)))
  if (file !== undefined) await host.remove(native.join(backups, file))
}

/** Keeps the newest backups of a place, and removes files that no record speaks of. */
export async function pruneBackups(host: Host, place: Identity): Promise<void> {
  const { backups } = stateFolder(host)
  const records = await listBackups(host)
  for (const record of records.filter((found) => isOf(found, place)).slice(KEPT)) await dropBackup(host, record)
  const known = new Set(records.map(({ id }) => id))
  for (const { name } of await host.list(backups)) {
    const [, id] = /^(\d+)\./.exec(name) ?? []
    if (id !== undefined && !known.has(id)) await host.remove(pathsOf(host.platform).join(backups, name))
  }
}

async function readRecord(host: Host, id: string): Promise<BackupRecord | undefined> {
  const path = pathsOf(host.platform).join(stateFolder(host).backups, recordName(id))
  if (!(await host.stat(path))) return undefined
  try {
    const record = JSON.parse((await host.read(path)).toString()) as BackupRecord
    if (record.formatVersion === 1 && record.id === id && typeof record.place.path === 'string') return record
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof TypeError)) throw cause
  }
  return undefined
}

function recordName(id: string): string {
  return `${id}.record.json`
}

function numbersAmong(names: readonly string[]): string[] {
  const numbers = names.flatMap((name) => /^(\d{4,15})\./.exec(name)?.[1] ?? [])
  return [...new Set(numbers)].sort((left, right) => Number(right) - Number(left))
}

function facts({ mode, uid }: PlaceContent) {
  return { ...(mode !== undefined && { mode }), ...(uid !== undefined && { uid }) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
