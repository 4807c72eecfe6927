import type { Platform } from '../platform.js'
import { jsonPointer } from '../json-pointer.js'
import { readsNativeCollections, rejectsUrlCredentials } from '../rules/reader-rules.js'
import type { SettingKey, ValueSchema } from '../schema-document.js'
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
  | { status: 'invalid'; value?: unknown; problems: DecodeProblem[]; notes: DecodeNote[] }

export interface DecodeProblem {
  /** JSON pointer into the decoded value. */
  pointer: string
  message: string
}

export type DecodeNote =
  | 'parsed-json'
  | 'repaired-backslashes'
  | 'fail-closed'
  | 'entries-dropped'
  | 'unreadable-type'
  | 'native-collection-disputed'

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
  let value = raw
  if (context.carrier === 'registry') {
    if (!isRegistryValue(raw) || !READABLE_TYPES.has(raw.type)) return { status: 'unset', notes: ['unreadable-type'] }
    value = raw.data
  }
  if (value === null || value === undefined || value === '') return { status: 'unset', notes }
  if (typeof value === 'bigint') value = Number(value)
  if (isBoolean(key.value)) {
    const truth = toBoolean(value)
    return truth === undefined
      ? invalid(key, [{ pointer: '', message: 'expected true or false' }], notes)
      : { status: 'set', value: truth, notes }
  }
  if (typeof value === 'string' && !isText(key.value)) value = parseText(value, notes)
  else if (typeof value === 'object' && context.carrier === 'plist' && !readsNativeCollections(context))
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
    const problems = outcome.error.issues.map((issue) => ({ pointer: jsonPointer(issue.path), message: issue.message }))
    return invalid(key, problems, notes)
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

function invalid(key: SettingKey, problems: DecodeProblem[], notes: DecodeNote[]): Decoded {
  if (key.failClosedValue === undefined) return { status: 'invalid', problems, notes }
  return { status: 'invalid', value: key.failClosedValue, problems, notes: [...notes, 'fail-closed'] }
}

function isRegistryValue(raw: unknown): raw is RegistryValue {
  return typeof raw === 'object' && raw !== null && 'type' in raw && typeof raw.type === 'string'
}

function isBoolean(schema: ValueSchema): boolean {
  return schema.type === 'boolean'
}

/** Whether the app takes a text for this setting as it is: text and enumerations of texts. */
function isText(schema: ValueSchema): boolean {
  return schema.type === 'string'
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 1) return true
  if (value === 0) return false
  if (typeof value !== 'string') return undefined
  const word = value.trim().replace(/\r/g, '').toLowerCase()
  if (word === 'true' || word === '1') return true
  return word === 'false' || word === '0' ? false : undefined
}

/** JSON, or the text itself where it is none: the schema then says what is wrong with it. */
function parseText(text: string, notes: DecodeNote[]): unknown {
  for (const [candidate, note] of [
    [text, 'parsed-json'],
    [text.replace(/\\(?!["\\/bfnrtu])/g, '\\\\'), 'repaired-backslashes'],
  ] as const) {
    try {
      const value: unknown = JSON.parse(candidate)
      notes.push(note)
      return value
    } catch {
      continue
    }
  }
  return text
}

function entryCount(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Array.isArray(value) ? value.length : Object.keys(value).length
}
