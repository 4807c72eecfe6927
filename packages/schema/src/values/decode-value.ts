import type { Platform } from '../platform.js'
import { readsNativeCollections, rejectsUrlCredentials } from '../rules/reader-rules.js'
import type { SettingKey } from '../schema-document.js'
import { explainIssues, type ValueProblem } from './explain-issues.js'
import { readStored, type StoredNote } from './read-stored.js'
import { urlsWithCredentials } from './urls-with-credentials.js'
import { validatorFor } from './validator.js'

/** Where a raw value was stored. */
export type Carrier = 'plist' | 'registry' | 'json'

/** A registry value as `reg export` shows it: strings for the text types, a number for `REG_DWORD`. */
export interface RegistryValue {
  type: string
  data: unknown
}

export interface DecodeContext {
  carrier: Carrier
  /** Version of the app that reads the value. */
  appVersion: string
  platform: Platform
}

/** What the app makes of a raw value. */
export type Decoded =
  /** Used, possibly without some entries. */
  | { status: 'set'; value: unknown; notes: DecodeNote[] }
  /** As if it were not there. */
  | { status: 'unset'; notes: DecodeNote[] }
  /** Logged and ignored. `value` is the setting's fail-closed value, where it has one, which the app then uses. */
  | { status: 'invalid'; value?: unknown; problems: ValueProblem[]; notes: DecodeNote[] }

export type DecodeNote =
  StoredNote | 'fail-closed' | 'entries-dropped' | 'unreadable-type' | 'native-collection-disputed'

/** Registry types that the app reads, and one that it sees but cannot read. */
const READABLE_TYPES = new Set(['REG_SZ', 'REG_DWORD'])

/**
 * Decodes one raw value exactly as the app does: null and the empty string are unset; booleans may be texts or numbers; a
 * text for anything that is neither text nor enumeration is parsed as JSON, with one retry after doubling stray
 * backslashes; then the setting's schema decides. Observed in releases 1.18286.0 and 1.28929.0. A registry value comes as
 * `{ type, data }`.
 * @throws SchemaError `bad-version` where `appVersion` is none and the answer depends on it
 */
export function decodeValue(key: SettingKey, raw: unknown, context: DecodeContext): Decoded {
  const notes: DecodeNote[] = []
  let stored = raw
  if (context.carrier === 'registry') {
    if (!isRegistryValue(raw) || !READABLE_TYPES.has(raw.type)) return { status: 'unset', notes: ['unreadable-type'] }
    stored = raw.data
  }
  if (stored === null || stored === undefined || stored === '') return { status: 'unset', notes }
  const { value, note } = readStored(key, stored)
  if (note) notes.push(note)
  if (key.value.type === 'boolean') {
    return typeof value === 'boolean'
      ? { status: 'set', value, notes }
      : invalid(key, [{ pointer: '', message: 'expected true or false' }], notes)
  }
  if (typeof stored === 'object' && context.carrier === 'plist' && !readsNativeCollections(context))
    notes.push('native-collection-disputed')
  if (value instanceof Date || value instanceof Uint8Array) {
    return invalid(
      key,
      [{ pointer: '', message: 'expected text, a number, a list or a map, found a date or data' }],
      notes,
    )
  }
  const outcome = validatorFor(key.value).safeParse(value)
  if (!outcome.success) {
    return invalid(key, explainIssues(outcome.error.issues), notes)
  }
  const refused = rejectsUrlCredentials(context) ? urlsWithCredentials(key.value, outcome.data) : []
  if (refused.length > 0) {
    const message = 'expected a URL without a user name or a password'
    return invalid(
      key,
      refused.map((pointer) => ({ pointer, message })),
      notes,
    )
  }
  if (entryCount(outcome.data) < entryCount(value)) notes.push('entries-dropped')
  return { status: 'set', value: outcome.data, notes }
}

function invalid(key: SettingKey, problems: ValueProblem[], notes: DecodeNote[]): Decoded {
  if (key.failClosedValue === undefined) return { status: 'invalid', problems, notes }
  return { status: 'invalid', value: key.failClosedValue, problems, notes: [...notes, 'fail-closed'] }
}

function isRegistryValue(raw: unknown): raw is RegistryValue {
  return typeof raw === 'object' && raw !== null && 'type' in raw && typeof raw.type === 'string'
}

function entryCount(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Array.isArray(value) ? value.length : Object.keys(value).length
}
