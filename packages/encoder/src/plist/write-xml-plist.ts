import { encodeUtf8 } from '../text/decode-text.js'
import { isPlistInteger, type PlistMap, type PlistValue } from './plist-value.js'

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
`

/** An XML property list as macOS writes it: UTF-8 without a byte order mark, tabs, one line break at the end. */
export function writeXmlPlist(value: PlistValue): Uint8Array {
  return encodeUtf8(`${HEAD}${element(value, '')}</plist>\n`)
}

/** One value, without what makes a document of it. */
export function writeXmlElement(value: PlistValue): Uint8Array {
  return encodeUtf8(element(value, ''))
}

/** The entries of a map alone. */
export function writeXmlEntries(map: PlistMap): Uint8Array {
  return encodeUtf8(entries(map, ''))
}

/** @param indent of the line that the element starts on */
function element(value: PlistValue, indent: string): string {
  if (typeof value === 'string') return `${indent}<string>${escape(value)}</string>\n`
  if (typeof value === 'boolean') return `${indent}<${value}/>\n`
  if (typeof value === 'number') {
    // All digits: JavaScript would round those beyond 2^53 to what brings the same double back.
    const [type, digits] = isPlistInteger(value) ? ['integer', BigInt(value)] : ['real', value]
    return `${indent}<${type}>${String(digits)}</${type}>\n`
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => element(item, `${indent}\t`)).join('')
    return items === '' ? `${indent}<array/>\n` : `${indent}<array>\n${items}${indent}</array>\n`
  }
  return value.size === 0 ? `${indent}<dict/>\n` : `${indent}<dict>\n${entries(value, `${indent}\t`)}${indent}</dict>\n`
}

function entries(map: PlistMap, indent: string): string {
  let text = ''
  for (const [name, value] of map) text += `${indent}<key>${escape(name)}</key>\n${element(value, indent)}`
  return text
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/** A carriage return that stands as itself is a line feed to every reader (XML 1.0, 2.11). */
function escape(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ENTITIES[character]!)
}
