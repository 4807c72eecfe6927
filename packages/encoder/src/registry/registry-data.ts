import type { RawScalar, SourceRange } from '@cowork-mdm/profile'
import { decodeAnsi } from '../text/decode-ansi.js'
import { registryType } from './registry-types.js'

/** How texts stand in the bytes of a registry file: its version 5 has UTF-16, its version 4 ("ANSI") one byte a character. */
export type TextBytes = 'utf-16' | 'ansi'

/**
 * What the bytes of a registry value stand for. Bytes that are too few or too many for a number stay bytes.
 * @returns undefined where a text has half a character
 */
export function registryData(
  number: number,
  bytes: Uint8Array,
  texts: TextBytes,
  range: SourceRange,
): RawScalar | undefined {
  const type = registryType(number)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
    case 'REG_LINK': {
      const text = textOf(bytes, texts)
      return text === undefined ? undefined : { type, value: text.replace(/\0+$/, ''), range }
    }
    case 'REG_MULTI_SZ': {
      const text = textOf(bytes, texts)?.replace(/\0{1,2}$/, '')
      return text === undefined ? undefined : { type, value: text === '' ? [] : text.split('\0'), range }
    }
    case 'REG_DWORD':
      return { type, value: bytes.length === 4 ? view.getUint32(0, true) : bytes, range }
    case 'REG_DWORD_BIG_ENDIAN':
      return { type, value: bytes.length === 4 ? view.getUint32(0) : bytes, range }
    case 'REG_QWORD':
      return { type, value: bytes.length === 8 ? plain(view.getBigUint64(0, true)) : bytes, range }
    default:
      return { type, value: bytes, range }
  }
}

function textOf(bytes: Uint8Array, texts: TextBytes): string | undefined {
  if (texts === 'ansi') return decodeAnsi(bytes)
  if (bytes.length % 2 !== 0) return undefined
  let text = ''
  // Unit by unit: a decoder would replace half surrogates.
  for (let at = 0; at < bytes.length; at += 2) text += String.fromCharCode(bytes[at]! | (bytes[at + 1]! << 8))
  return text
}

function plain(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}
