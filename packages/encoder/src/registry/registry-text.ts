import { EncoderError } from '../encoder-error.js'
import type { FileBytes } from '../format.js'
import { decodeAnsi } from '../text/decode-ansi.js'

/**
 * The text of a registry file, without a byte order mark, and how it was encoded where that is not UTF-16LE with a mark: the
 * only encoding that every registry editor reads right.
 * @throws EncoderError `wrong-encoding`
 */
export function decodeRegistryText(file: FileBytes): { text: string; encoding?: string } {
  const { bytes } = file
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return { text: utf16(file, 'utf-16le', bytes.subarray(2)) }
  if (first === 0xfe && second === 0xff)
    return { text: utf16(file, 'utf-16be', bytes.subarray(2)), encoding: 'UTF-16 with its bytes swapped (big endian)' }
  // The first character is one of ASCII in every registry file.
  if (second === 0) return { text: utf16(file, 'utf-16le', bytes), encoding: 'UTF-16 without a byte order mark' }
  try {
    // Takes a byte order mark off.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // What is the same in ANSI is right in either.
    return /^[\0-\x7f]*$/.test(text) && first !== 0xef ? { text } : { text, encoding: 'UTF-8' }
  } catch {
    return { text: decodeAnsi(bytes), encoding: 'ANSI, taken for windows-1252' }
  }
}

function utf16(file: FileBytes, encoding: 'utf-16le' | 'utf-16be', bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new EncoderError('wrong-encoding', `Expected UTF-16 text in ${file.path}, found half a character.`, {
      hint: 'The file is cut off or damaged. Export it again.',
      file: file.path,
      cause,
    })
  }
}

/** UTF-16LE with a byte order mark, on every platform. */
export function encodeRegistryText(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2)
  bytes.set([0xff, 0xfe])
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    bytes[2 * at + 2] = unit & 0xff
    bytes[2 * at + 3] = unit >> 8
  }
  return bytes
}
