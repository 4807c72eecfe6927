import type { RawMap } from '@cowork-mdm/profile'
import { EncoderError } from '../encoder-error.js'
import type { DecodedFile, DecodeOptions, FileBytes } from '../format.js'
import { note, type Note } from '../notes.js'
import { readSettings } from '../settings/read-settings.js'
import { decodeUtf8 } from '../text/decode-text.js'
import { readJson } from './read-json.js'

/** The map that a JSON file holds, with its places. */
export function readJsonMap(file: FileBytes): { text: string; raw: RawMap; notes: Note[] } {
  const text = decodeUtf8(file)
  const raw = readJson(text, file.path)
  if (raw.type !== 'dict') {
    throw new EncoderError('invalid-json', `Expected a map of settings in ${file.path}, found ${raw.type}.`, {
      hint: 'The file begins with { and ends with }.',
      file: file.path,
      range: raw.range,
    })
  }
  return { text, raw, notes: text.startsWith('\ufeff') ? [note('byte-order-mark', { range: [0, 1] })] : [] }
}

/** Reads a JSON file whose entries are settings, but for those of the names in `others`. */
export function decodeJsonSettings(
  file: FileBytes,
  options: DecodeOptions,
  others: readonly string[] = [],
): DecodedFile & { raw: RawMap } {
  const { text, raw, notes } = readJsonMap(file)
  const entries = raw.entries.filter(({ name, nameRange }) => {
    const isOther = others.includes(name)
    if (isOther) notes.push(note('foreign-entry', { detail: name, range: nameRange }))
    return !isOther
  })
  const settings = readSettings(entries, options, { file: file.path, notes })
  return { text, raw, stores: [{ kind: 'json', node: raw }], profile: { settings }, notes }
}
