import { CHAR_CLASS, CharClass } from './characters.js'

/** Offset behind the string whose text begins at `at`; a string ends with its line, too. */
export function stringEnd(bytes: Uint8Array, at: number, quote: number): number {
  for (; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) at++
    else if (byte === quote || byte === 0x0a) return at + 1
  }
  return at
}

/** Offset of what ends the text of a template literal from `at` on: its backtick, or the `$` of a `${`. */
export function templateTextEnd(bytes: Uint8Array, at: number): number {
  for (; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) at++
    else if (byte === 0x60 || (byte === 0x24 && bytes[at + 1] === 0x7b)) return at
  }
  return at
}

/** Offset behind a regular expression and its flags; `at` is behind its first slash. */
export function regExpEnd(bytes: Uint8Array, at: number): number {
  let inClass = false
  for (; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) at++
    else if (byte === 0x5b) inClass = true
    else if (byte === 0x5d) inClass = false
    else if (byte === 0x0a) return at
    else if (byte === 0x2f && !inClass) {
      at++
      break
    }
  }
  while (CHAR_CLASS[bytes[at]!] === CharClass.Identifier) at++
  return at
}

/** Offset behind the comment that begins at `at`; at the end of the line for `//`. */
export function commentEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] === 0x2f) {
    const end = bytes.indexOf(0x0a, at)
    return end < 0 ? bytes.length : end
  }
  for (let star = bytes.indexOf(0x2a, at + 2); star >= 0; star = bytes.indexOf(0x2a, star + 1)) {
    if (bytes[star + 1] === 0x2f) return star + 2
  }
  return bytes.length
}
