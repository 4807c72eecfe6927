import type { ProfileSetting, RawEntry, RawNode } from '@cowork-mdm/profile'
import { rawValue } from '@cowork-mdm/profile'
import { keyNamed, type JsonValue, type SettingKey } from '@cowork-mdm/schema'
import { readStored } from '@cowork-mdm/schema/values'
import type { DecodeOptions } from '../format.js'
import { note, type Note } from '../notes.js'

/** Entries of a store as settings with decoded values. A name that stands twice counts once, as it came first. */
export function readSettings(
  entries: readonly RawEntry[],
  { document }: DecodeOptions,
  { file, notes }: { file?: string | undefined; notes: Note[] },
): ProfileSetting[] {
  const settings = new Map<string, ProfileSetting>()
  for (const { name, nameRange, node } of entries) {
    if (settings.has(name)) {
      notes.push(note('set-twice', { key: name, detail: 'the first one counts', range: nameRange }))
      continue
    }
    const value = readValue(name, keyNamed(document, name), node, notes)
    const source = { name: nameRange, node }
    settings.set(name, { name, value, source: file === undefined ? source : { file, ...source } })
  }
  return [...settings.values()]
}

/** What a stored value stands for; with a note where the app would not read it so. */
function readValue(name: string, key: SettingKey | undefined, node: RawNode, notes: Note[]): JsonValue {
  const { range } = node
  const plain = toJson(node, (detail) => notes.push(note('not-json', { key: name, detail, range })))
  if (node.type === 'integer' && typeof node.value === 'bigint')
    notes.push(note('inexact-integer', { key: name, range }))
  if (node.type.startsWith('REG_') && node.type !== 'REG_SZ' && node.type !== 'REG_DWORD')
    notes.push(note('unreadable-type', { key: name, detail: node.type, range }))
  if (!key) return plain
  const reading = readStored(key, plain)
  if (reading.note === 'repaired-backslashes') notes.push(note('repaired-backslashes', { key: name, range }))
  return reading.value as JsonValue
}

function toJson(node: RawNode, report: (detail: string) => void): JsonValue {
  if (node.type === 'array') return node.items.map((item) => toJson(item, report))
  if (node.type === 'dict')
    return Object.fromEntries(node.entries.map(({ name, node: value }) => [name, toJson(value, report)]))
  const value = rawValue(node)
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return (report('a date'), value.toISOString())
  if (value instanceof Uint8Array) return (report('data'), toBase64(value))
  return value as JsonValue
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
