import type { RegistryValue } from '@cowork-mdm/schema/values'
import { encodeRegistryText } from './registry-text.js'

/** A value to set, or a name to remove; the empty name is that of the default value. */
export type RegistryLine = { name: string; value: RegistryValue } | { name: string; value?: undefined }

/** What a text in quotation marks cannot hold: regedit knows no escapes but those of the mark and the backslash. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const NOT_QUOTABLE = /[\0-\x1f\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Where regedit breaks lines of bytes: behind the byte that comes this far. */
const LONGEST_LINE = 77

/** A registry file with one key, as regedit exports it. */
export function writeRegistryFile(key: string, lines: readonly RegistryLine[]): Uint8Array {
  const texts = lines.map(({ name, value }) => `${written(name)}=${value ? dataText(name, value) : '-'}`)
  const text = ['Windows Registry Editor Version 5.00', '', `[${key}]`, ...texts, '', ''].join('\r\n')
  return encodeRegistryText(text)
}

function dataText(name: string, { type, data }: RegistryValue): string {
  if (type === 'REG_DWORD') return `dword:${Number(data).toString(16).padStart(8, '0')}`
  const text = String(data)
  return NOT_QUOTABLE.test(text) ? hexText(`${written(name)}=hex(1):`, text) : quoted(text)
}

function written(name: string): string {
  return name === '' ? '@' : quoted(name)
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/** The bytes of a text and of the zero that ends it. `start` is what stands before them in the first line. */
function hexText(start: string, text: string): string {
  const bytes = [...encodeRegistryText(`${text}\0`).subarray(2)].map((byte) => byte.toString(16).padStart(2, '0'))
  let line = 'hex(1):'
  let width = start.length
  for (const [index, byte] of bytes.entries()) {
    line += byte
    if (index === bytes.length - 1) break
    line += ','
    width += 3
    if (width >= LONGEST_LINE) {
      line += '\\\r\n  '
      width = 2
    }
  }
  return line
}
