import { decode, encode, type Note } from '@cowork-mdm/encoder'
import type { Host } from '@cowork-mdm/machine'
import type { Profile, ReferenceResolver } from '@cowork-mdm/profile'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { backupPath } from './backups.js'
import { changePlace } from './change-place.js'
import { compareContents, type Comparison, type ManagedChange } from './managed-changes.js'
import type { ManagedPlace, PlaceContent, Scope } from './managed-place.js'
import { hiddenWarnings } from './hidden-warnings.js'
import { managementWarnings, type ApplyWarning } from './management-warnings.js'
import { placeOf, type PlaceOptions } from './place-of.js'
import { presentContent } from './present-content.js'
import { recover, type Recovery } from './recover-journal.js'
import { refuseProfile } from './refuse-profile.js'
import { requireAdministrator, whileChanging } from './state-folder.js'

export interface ApplyOptions extends PlaceOptions {
  document: SchemaDocument
  /** The same computation, and no change. */
  dryRun?: boolean
  /** By default `app`: as the app's own exporter writes values; `strings`: every value as text. */
  values?: 'app' | 'strings'
  /** Leave out empty lists and maps. */
  dropEmpty?: boolean
  /** Write settings that the document does not know into the file of Linux, which they may void. */
  allowUnknown?: boolean
  /** Release that must know every setting; by default the newest. */
  appVersion?: string
  /** What a reference stands for; without it a profile that holds references is refused. */
  resolveReference?: ReferenceResolver
  /** What to run with the rights of an administrator, for the message that asks for them. */
  commandLine?: string
}

/** What was changed, or would be. Plain JSON; it holds secrets until `redact` has been over it. */
export interface ApplyResult {
  /** Whether anything was changed: never by a dry run. */
  changed: boolean
  dryRun: boolean
  target: { kind: 'file' | 'registry'; path: string; scope: Scope; user?: string }
  /** Key by key; empty where everything is there already. */
  changes: ManagedChange[]
  /** Of what was there before; null where nothing was changed. */
  backup: { id: string; path: string } | null
  /** What became of an earlier change that broke off. */
  recovered?: Recovery
  /** What the place does not hold, or holds otherwise than the profile has it. */
  notes: Note[]
  warnings: ApplyWarning[]
  /** Whether what is there was read and compared with what should be there. */
  verified: boolean
}

/**
 * Makes the managed settings of this machine those of a profile, and no others: the property list in Managed Preferences on
 * macOS, the values under `SOFTWARE\Policies\Claude` on Windows, `/etc/claude-desktop/managed-settings.json` on Linux. What was there is
 * backed up first, and the result is read back. Where all is there already, nothing is written.
 *
 * @throws CoworkError `invalid-profile` and `unresolved-placeholder` before anything is looked at; `permission-denied`;
 * `untrusted-folder` and `link-not-followed` where the app would refuse what is written; `verification-failed`; failures of files
 * and commands. EncoderError and ProfileError where a value cannot be written or a reference not be filled in.
 */
export async function applyProfile(host: Host, profile: Profile, options: ApplyOptions): Promise<ApplyResult> {
  const { document, dryRun = false, commandLine } = options
  const place = await placeOf(host, options)
  const { wanted, notes, remarks } = contentFor(profile, place, options)
  await place.check()
  const compare = (present: PlaceContent | undefined) =>
    compareContents(place, { before: present, after: wanted, document })
  const warnings: ApplyWarning[] = remarks.map((message) => ({ code: 'setting', message }))
  const finish = (comparison: Comparison, done: Partial<ApplyResult>): ApplyResult => {
    const { changes, unreadable } = comparison
    if (unreadable !== undefined) warnings.push({ code: 'unreadable-before', message: replaced(unreadable) })
    const base = { changed: false, dryRun, target: targetOf(place), changes, backup: null, notes, warnings }
    return { ...base, verified: changes.length === 0, ...done }
  }

  const { present, pending } = await presentContent(host, place)
  const comparison = compare(present)
  if (comparison.changes.length > 0) warnings.push(...(await managementWarnings(host)))
  warnings.push(...(await hiddenWarnings(host, place, wanted, options)))
  if (dryRun || (comparison.changes.length === 0 && !pending)) {
    if (pending) warnings.push(pending)
    return finish(comparison, {})
  }
  requireAdministrator(host, `change ${place.path}`, commandLine)
  return await whileChanging(host, async ({ journals }) => {
    const recovered = await recover(host, place, journals)
    const told = recovered ? { recovered } : {}
    // Another run may have changed it meanwhile.
    const found = await place.read()
    const now = compare(found)
    if (now.changes.length === 0) return finish(now, told)
    const backup = await changePlace(host, place, { present: found, wanted, reason: 'apply', folder: journals })
    const kept = { id: backup.id, path: backupPath(host, backup) }
    return finish(now, { changed: true, backup: kept, verified: true, ...told })
  })
}

/** A profile as the place stores it. */
function contentFor(profile: Profile, place: ManagedPlace, options: ApplyOptions) {
  const { document, values, dropEmpty, allowUnknown, resolveReference, appVersion } = options
  const { files, notes } = encode(profile, {
    format: place.format,
    document,
    hive: place.scope === 'user' ? 'HKCU' : 'HKLM',
    ...(values && { values }),
    ...(dropEmpty !== undefined && { dropEmpty }),
    ...(allowUnknown !== undefined && { allowUnknown }),
    ...(resolveReference && { resolveReference }),
  })
  const [file] = files
  const arriving = decode(file!, { document, format: place.format }).profile
  return {
    wanted: file!.bytes,
    // Fields of a profile have no place here, which is no loss.
    notes: notes.filter(({ code }) => code !== 'field-not-carried'),
    remarks: refuseProfile(profile, arriving, { document, appVersion }),
  }
}

export function targetOf({ kind, path, scope, user }: ManagedPlace): ApplyResult['target'] {
  return { kind, path, scope, ...(user !== undefined && { user }) }
}

function replaced(why: string): string {
  return `What is there cannot be read as settings, and is replaced as a whole: ${why}`
}
