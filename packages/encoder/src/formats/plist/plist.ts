import type { RawMap } from '@cowork-mdm/profile'
import { DOMAIN } from '../../domain.js'
import { EncoderError } from '../../encoder-error.js'
import type { Format } from '../../format.js'
import type { Note } from '../../notes.js'
import { readXmlPlist } from '../../plist/read-xml-plist.js'
import { writeXmlPlist } from '../../plist/write-xml-plist.js'
import { readSettings } from '../../settings/read-settings.js'
import { toPlist } from '../../settings/to-plist.js'
import { decodeUtf8 } from '../../text/decode-text.js'

/** The settings alone, as an XML property list: what lies in /Library/Managed Preferences. */
export const plist: Format = {
  title: 'property list (XML)',
  extensions: ['.plist'],
  platform: 'darwin',
  carrier: 'plist',
  isXml: true,
  fields: [],
  encode: (input) => [{ path: `${DOMAIN}.plist`, bytes: writeXmlPlist(toPlist(input)) }],
  decode: ([file], options) => {
    const text = decodeUtf8(file!)
    const raw = readXmlPlist(text, file!.path)
    const notes: Note[] = []
    const node = mapAt(raw, file!.path)
    const settings = readSettings(node.entries, options, { file: file!.path, notes })
    return { text, raw, stores: [{ kind: 'preferences', node }], profile: { settings }, notes }
  },
}

/** The outermost value, which has to be a map. */
export function mapAt(node: { type: string; range: readonly [number, number] }, file: string): RawMap {
  if (node.type === 'dict') return node as RawMap
  throw new EncoderError('invalid-plist', `Expected a <dict> of settings in ${file}, found <${node.type}>.`, {
    file,
    range: node.range,
  })
}
