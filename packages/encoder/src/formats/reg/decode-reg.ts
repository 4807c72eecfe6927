import type { RawEntry, RawMap, SourceRange } from '@cowork-mdm/profile'
import { POLICY_KEY, keyNamed, type SchemaDocument } from '@cowork-mdm/schema'
import type { SettingStore } from '../../artifact.js'
import { EncoderError } from '../../encoder-error.js'
import type { DecodedFile, DecodeOptions, FileBytes } from '../../format.js'
import { note, type Note } from '../../notes.js'
import { readRegistryFile, type RegistryKey } from '../../registry/read-registry-file.js'
import { registryCase } from '../../registry/registry-names.js'
import { decodeRegistryText } from '../../registry/registry-text.js'
import { readSettings } from '../../settings/read-settings.js'

type Hive = 'HKLM' | 'HKCU'

/** Every name that a path may begin with, and the hive that the app reads below it. */
const HIVES: Readonly<Record<string, Hive | null>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_CURRENT_USER: 'HKCU',
  HKEY_CLASSES_ROOT: null,
  HKEY_USERS: null,
  HKEY_CURRENT_CONFIG: null,
}
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
}

/**
 * Reads a registry file. Settings are what the file sets in the end: later lines win, and removed values are none. Where both
 * hives set one, the machine's counts, as to the app.
 */
export function decodeReg(files: readonly FileBytes[], options: DecodeOptions): DecodedFile {
  const file = files[0]!
  const { text, encoding } = decodeRegistryText(file)
  const notes: Note[] = []
  if (encoding !== undefined) notes.push(note('registry-encoding', { detail: encoding }))
  const { keys, strayBackslashes } = readRegistryFile(text, file.path)
  const stores: SettingStore[] = []
  const set = { HKLM: new Map<string, RawEntry>(), HKCU: new Map<string, RawEntry>() }
  let isRead = false
  for (const key of keys) {
    const place = placeOf(key, file.path)
    if (key.isRemoved && place.hive && includesKey(place.path)) {
      notes.push(note('removed', { detail: `The key ${key.path}`, range: key.range }))
      set[place.hive].clear()
    } else if (!place.hive || place.path !== registryCase(POLICY_KEY)) {
      notes.push(note('foreign-entry', { detail: foreign(key, place.path), range: key.range }))
      continue
    } else {
      stores.push({ kind: 'registry', hive: place.hive, node: key.values })
      for (const entry of key.values.entries) apply(entry, set[place.hive], notes)
    }
    isRead = true
  }
  if (!isRead) throw noSettings(file.path, text)
  for (const range of strayBackslashes) notes.push(note('stray-backslash', { range }))
  const spelling = spellingOf(options.document)
  const entries = [...set.HKLM.values(), ...set.HKCU.values()].map((entry) => ({
    ...entry,
    name: spelling(entry.name),
  }))
  const settings = readSettings(entries, options, { file: file.path, notes })
  return { text, raw: rawOf(keys, text), stores, profile: { settings }, notes }
}

function placeOf({ path, range }: RegistryKey, file: string): { hive: Hive | null; path: string } {
  const [root = '', ...rest] = registryCase(path).replace(/\\+$/, '').split('\\')
  const hive = Object.hasOwn(HIVES, root) ? HIVES[root] : undefined
  if (hive !== undefined) return { hive, path: rest.join('\\') }
  const full = Object.hasOwn(ABBREVIATIONS, root) ? ABBREVIATIONS[root] : undefined
  throw new EncoderError(
    'invalid-registry-file',
    `Expected a key under one of ${Object.keys(HIVES).join(', ')} in ${file}, found ${JSON.stringify(root)}.`,
    {
      hint: full === undefined ? 'Correct the name.' : `Write ${full}: a registry file has no abbreviations.`,
      file,
      range,
    },
  )
}

/** Whether removing a key removes the app's. */
function includesKey(path: string): boolean {
  return path !== '' && `${registryCase(POLICY_KEY)}\\`.startsWith(`${path}\\`)
}

/** Why a key holds no settings. */
function foreign({ path, isRemoved }: RegistryKey, place: string): string {
  const ours = registryCase(POLICY_KEY)
  if (isRemoved) return `Removing the key ${path}`
  if (place.startsWith(`${ours}\\`)) return `The subkey ${path}, which the app never looks at,`
  if (place.replace('\\WOW6432NODE\\', '\\') === ours) return `The key ${path}, which only 32-bit programs see,`
  return `The key ${path}`
}

function apply(entry: RawEntry, set: Map<string, RawEntry>, notes: Note[]): void {
  const { name, nameRange: range, node } = entry
  const same = registryCase(name)
  if (name === '') return void notes.push(note('foreign-entry', { detail: 'The default value (@)', range }))
  if (node.type === 'null') {
    set.delete(same)
    notes.push(note('removed', { key: name, detail: name, range }))
    return
  }
  if (set.has(same)) notes.push(note('set-twice', { key: name, detail: 'the last one counts', range }))
  set.delete(same)
  set.set(same, entry)
}

/** Names of settings in upper and lower case: to the registry they are the same. */
function spellingOf(document: SchemaDocument): (name: string) => string {
  let names: Map<string, string> | undefined
  return (name) => {
    if (keyNamed(document, name)) return name
    names ??= new Map(document.keys.map((key) => [registryCase(key.name), key.name]))
    return names.get(registryCase(name)) ?? name
  }
}

function rawOf(keys: readonly RegistryKey[], text: string): RawMap {
  const entries = keys.map(({ path, range, isRemoved, values }): RawEntry => {
    const nameRange: SourceRange = [range[0] + (isRemoved ? 2 : 1), range[1] - 1]
    return { name: path, nameRange, node: isRemoved ? { type: 'null', value: null, range } : values }
  })
  return { type: 'dict', entries, range: [0, text.length] }
}

function noSettings(file: string, text: string): EncoderError {
  return new EncoderError('no-settings', `Expected the key …\\${POLICY_KEY} in ${file}, found others or none.`, {
    hint: `The app reads HKEY_LOCAL_MACHINE\\${POLICY_KEY} and HKEY_CURRENT_USER\\${POLICY_KEY}.`,
    file,
    range: [0, text.length],
  })
}
