import { entryOf, type RawEntry, type RawMap, type RawNode } from '@cowork-mdm/profile'
import { keyNamed, POLICY_APP, POLICY_FOLDER, settingOfPolicy } from '@cowork-mdm/schema'
import type { SettingStore } from '../../artifact.js'
import { EncoderError } from '../../encoder-error.js'
import type { DecodedFile, DecodeOptions, FileBytes } from '../../format.js'
import { readJsonMap } from '../../json/decode-json-settings.js'
import { note, type Note } from '../../notes.js'
import { readSettings } from '../../settings/read-settings.js'
import { readPolicyData } from './policy-data.js'

const PATH = new RegExp(
  `^\\./(Device|User)/Vendor/MSFT/Policy/Config/${POLICY_APP}~Policy~${POLICY_FOLDER}/(\\w+)$`,
  'i',
)

/** Reads a custom configuration, one of ours or one that was exported from Intune: rows of other paths are passed over. */
export function decodeOmaUri(files: readonly FileBytes[], options: DecodeOptions): DecodedFile {
  const file = files[0]!
  const { text, raw, notes } = readJsonMap(file)
  const rows = entryOf(raw, 'omaSettings')
  if (rows?.type !== 'array') {
    throw new EncoderError('no-settings', `Expected omaSettings in ${file.path}, found none.`, {
      hint: 'Name the JSON of a custom configuration for Windows.',
      file: file.path,
      range: raw.range,
    })
  }
  const found = { Device: [] as RawEntry[], User: [] as RawEntry[] }
  for (const row of rows.items) {
    const [, target, policy] = PATH.exec(textOf(row, 'omaUri') ?? '') ?? []
    const entry = policy === undefined ? undefined : entryOfRow(row, policy, options, notes)
    if (policy === undefined)
      notes.push(
        note('foreign-entry', { detail: `The row ${textOf(row, 'omaUri') ?? 'without a path'}`, range: row.range }),
      )
    else if (entry) found[target!.toLowerCase() === 'user' ? 'User' : 'Device'].push(entry)
  }
  const entries = [...found.Device, ...found.User]
  const settings = readSettings(entries, options, { file: file.path, notes })
  const stores = (['Device', 'User'] as const)
    .filter((target) => found[target].length > 0)
    .map((target): SettingStore => ({
      kind: 'registry',
      hive: target === 'User' ? 'HKCU' : 'HKLM',
      node: { type: 'dict', entries: found[target], range: rows.range },
    }))
  return { text, raw, stores, profile: { ...fieldsOf(raw), settings }, notes }
}

/** A row as the value that its policy puts into the registry; none where the policy takes one out, or cannot be read. */
function entryOfRow(row: RawNode, policy: string, { document }: DecodeOptions, notes: Note[]): RawEntry | undefined {
  const name = settingOfPolicy(policy)
  if (row.type !== 'dict') return undefined
  const { range: nameRange } = entryOf(row, 'omaUri')!
  const value = entryOf(row, 'value')
  const range = value?.range ?? row.range
  const skip = (detail: string) => void notes.push(note('foreign-entry', { key: name, detail, range }))
  const encrypted = entryOf(row, 'isEncrypted')
  if (encrypted?.type === 'boolean' && encrypted.value === true)
    return skip(`The value of ${name}, which Intune keeps to itself,`)
  const data = value?.type === 'string' ? readPolicyData(String(value.value)) : undefined
  if (!data) return skip(`The value of ${name}, which is no policy data,`)
  const key = keyNamed(document, name)
  if (!data.isEnabled && key && key.value.type !== 'boolean') {
    notes.push(note('removed', { key: name, detail: name, range }))
    return undefined
  }
  const node: RawNode = data.element
    ? { type: 'string', value: data.element.value, range }
    : { type: 'boolean', value: data.isEnabled, range }
  return { name, nameRange, node }
}

function fieldsOf(raw: RawMap) {
  const [name, description] = [textOf(raw, 'displayName'), textOf(raw, 'description')]
  return { ...(name !== undefined && { name }), ...(description !== undefined && { description }) }
}

function textOf(node: RawNode, name: string): string | undefined {
  const found = node.type === 'dict' ? entryOf(node, name) : undefined
  return found?.type === 'string' ? String(found.value) : undefined
}
