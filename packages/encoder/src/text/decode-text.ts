import { EncoderError } from '../encoder-error.js'
import type { FileBytes } from '../format.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** How UTF-16 begins: with a byte order mark, or with the zero in a character of ASCII. */
export function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
}

/**
 * The UTF-8 text of a file; a byte order mark stays in it, so that places stay those of the file.
 * @throws EncoderError `wrong-encoding`
 */
export function decodeUtf8({ path, bytes }: FileBytes): string {
  if (isUtf16(bytes)) throw wrongEncoding(path, 'UTF-16')
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw wrongEncoding(path, 'other bytes', cause)
  }
}

function wrongEncoding(file: string, found: string, cause?: unknown): EncoderError {
  return new EncoderError('wrong-encoding', `Expected UTF-8 text in ${file}, found ${found}.`, {
    hint: 'Save the file as UTF-8.',
    file,
    ...(cause !== undefined && { cause }),
  })
}

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
