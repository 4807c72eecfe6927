import type { DecodedFile, DecodeOptions, FileBytes } from '../../format.js'
import { note, type Note } from '../../notes.js'
import { readSettings } from '../../settings/read-settings.js'
import { decodeUtf8 } from '../../text/decode-text.js'
import { readScriptData } from './script-data.js'

/** Reads a script that this package wrote. Of a pair the first: both hold the same settings. */
export function decodeScript(files: readonly FileBytes[], options: DecodeOptions): DecodedFile {
  const file = files[0]!
  const text = decodeUtf8(file)
  const { hive, values, removed } = readScriptData(text, file.path)
  const notes: Note[] = removed.map(({ name, nameRange }) => note('removed', { detail: name, range: nameRange }))
  const settings = readSettings(values.entries, options, { file: file.path, notes })
  const raw = { ...values, entries: [...values.entries, ...removed] }
  return { text, raw, stores: [{ kind: 'script', hive, node: values }], profile: { settings }, notes }
}
