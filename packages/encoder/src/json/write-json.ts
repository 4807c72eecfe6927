import type { JsonValue } from '@cowork-mdm/schema'
import { encodeUtf8 } from '../text/decode-text.js'

/**
 * A JSON file with a map whose entries stand in the order given; in an object of the language, names that are numbers would
 * come first.
 */
export function writeJsonMap(entries: readonly (readonly [name: string, value: JsonValue])[]): Uint8Array {
  const members = entries.map(([name, value]) => `  ${JSON.stringify(name)}: ${indented(value)}`)
  return encodeUtf8(members.length === 0 ? '{}\n' : `{\n${members.join(',\n')}\n}\n`)
}

/** No text inside has a line break of its own: JSON escapes them. */
function indented(value: JsonValue): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')
}
