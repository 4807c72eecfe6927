import type { JsonValue, SettingKey } from '../schema-document.js'

/** What reading a stored form had to do. */
export type StoredNote = 'parsed-json' | 'repaired-backslashes'

export interface StoredReading {
  value: unknown
  note?: StoredNote
}

/**
 * What a stored form stands for, before anything is checked: words and numbers for booleans, JSON text for lists, maps and
 * numbers. What stands for nothing comes back as it is, so that a check can say what is wrong with it. Null and the empty
 * text mean unset and come back as they are too. The first two steps of what the app does with a raw value (releases
 * 1.18286.0 and 1.28929.0).
 */
export function readStored(key: SettingKey, stored: unknown): StoredReading {
  if (stored === null || stored === undefined || stored === '') return { value: stored }
  const value = typeof stored === 'bigint' ? Number(stored) : stored
  if (key.value.type === 'boolean') return { value: toBoolean(value) ?? value }
  return typeof value === 'string' && !isText(key) ? parseText(value) : { value }
}

/** A value as one text that `readStored` reads back: what the forms without types of their own hold. */
export function toStoredText(key: SettingKey | undefined, value: JsonValue): string {
  if (typeof value !== 'string') return jsonText(value)
  // For a setting that takes no text, a text that is JSON would be read as what it says.
  return key === undefined || isText(key) || parseText(value).note === undefined ? value : jsonText(value)
}

/** The two noncharacters that XML has no form for stand as escapes, as JSON.stringify does it with half surrogates. */
function jsonText(value: JsonValue): string {
  return JSON.stringify(value).replace(/[\ufffe\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
}

/** Whether the app takes a text for this setting as it is: text and enumerations of texts. */
function isText(key: SettingKey): boolean {
  return key.value.type === 'string'
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
function parseText(text: string): StoredReading {
  for (const [candidate, note] of [
    [text, 'parsed-json'],
    [text.replace(/\\(?!["\\/bfnrtu])/g, '\\\\'), 'repaired-backslashes'],
  ] as const) {
    try {
      return { value: JSON.parse(candidate) as unknown, note }
    } catch {
      continue
    }
  }
  return { value: text }
}
