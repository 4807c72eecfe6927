import { EncoderError } from '../encoder-error.js'
import type { FileBytes } from '../format.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The UTF-8 text of a file; a byte order mark stays in it, so that places stay those of the file.
 * @throws EncoderError `wrong-encoding`
 */
export function decodeUtf8({ path, bytes }: FileBytes): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new EncoderError('wrong-encoding', `Expected UTF-8 text in ${path}, found other bytes.`, {
      hint: 'Save the file as UTF-8.',
      file: path,
      cause,
    })
  }
}

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
