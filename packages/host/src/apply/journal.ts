import { CoworkError, pathsOf, type Host } from '@cowork-mdm/machine'
import { createHash } from 'node:crypto'
import { stateFolder } from './state-folder.js'
import type { ManagedPlace } from './managed-place.js'

/** A change under way at a place that cannot be switched in one step. */
export interface Journal {
  formatVersion: 1
  /** Number of the backup that holds what was there. */
  backup: string
  /** What is to be there, as text; null where nothing is to be. */
  wanted: string | null
}

export async function writeJournal(
  host: Host,
  place: ManagedPlace,
  { backup, wanted }: { backup: string; wanted: Uint8Array | undefined },
): Promise<void> {
  const journal: Journal = {
    formatVersion: 1,
    backup,
    wanted: wanted === undefined ? null : Buffer.from(wanted).toString('base64'),
  }
  await host.write(journalPath(host, place), JSON.stringify(journal), { mode: 0o600, owner: { uid: 0, gid: 0 } })
}

/**
 * The journal of a place, where a change of it is under way or broke off.
 * @throws CoworkError `damaged-backup`
 */
export async function readJournal(
  host: Host,
  place: ManagedPlace,
): Promise<{ backup: string; wanted: Uint8Array | undefined } | undefined> {
  const path = journalPath(host, place)
  if (!(await host.stat(path))) return undefined
  try {
    const { backup, wanted } = JSON.parse((await host.read(path)).toString()) as Journal
    return { backup, wanted: wanted === null ? undefined : Buffer.from(wanted, 'base64') }
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof TypeError)) throw cause
    throw new CoworkError('damaged-backup', `Expected a journal of a change at ${path}, found something else.`, {
      hint: 'Look at the settings and at the newest backup beside it, then remove the file.',
      cause,
    })
  }
}

export async function dropJournal(host: Host, place: ManagedPlace): Promise<void> {
  await host.remove(journalPath(host, place))
}

/** Names of accounts may hold what names of files cannot. */
export function journalPath(host: Host, { path, user = '' }: Pick<ManagedPlace, 'path' | 'user'>): string {
  const name = createHash('sha256').update(`${path}\n${user.toLowerCase()}`).digest('hex').slice(0, 16)
  return pathsOf(host.platform).join(stateFolder(host).journals, `journal-${name}.json`)
}
