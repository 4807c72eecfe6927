import { build, type PlistValue } from 'plist'
import { encodeUtf8 } from '../text/decode-text.js'

/** A value tree as an XML property list: UTF-8 without a byte order mark, tabs, one line break at the end. */
export function writeXmlPlist(value: PlistValue): Uint8Array {
  return encodeUtf8(`${build(value, { indent: '\t' })}\n`)
}
