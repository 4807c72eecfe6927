/** How a text stands in bytes. A byte order mark that the decoded text has lost is a part of it. */
export type TextEncoding = 'utf-8' | 'utf-8-mark' | 'utf-16le' | 'utf-16be'

/** The encoding in which a text gives exactly these bytes; undefined where there is none. */
export function encodingOf(bytes: Uint8Array, text: string): TextEncoding | undefined {
  const encodings: readonly TextEncoding[] = ['utf-8', 'utf-8-mark', 'utf-16le', 'utf-16be']
  return encodings.find((encoding) => {
    const encoded = encodeText(text, encoding)
    return encoded.length === bytes.length && encoded.every((byte, index) => byte === bytes[index])
  })
}

/** UTF-16 always begins with a byte order mark. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  const marked = text.startsWith('\ufeff') ? text : `\ufeff${text}`
  if (encoding === 'utf-8-mark') return new TextEncoder().encode(marked)
  const bytes = new Uint8Array(2 * marked.length)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < marked.length; at++) view.setUint16(2 * at, marked.charCodeAt(at), encoding === 'utf-16le')
  return bytes
}
