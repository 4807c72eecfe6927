import type { Span } from '../code/scan-scope.js'

/** A property name in the metadata of settings; it survives every minifier. */
export interface Anchor {
  word: string
  bytes: Buffer
}

export function anchor(word: string): Anchor {
  return { word, bytes: Buffer.from(word) }
}

/** What was found in a script: its search and its reading ask for the same. */
const known = new WeakMap<Buffer, Map<Anchor, readonly number[]>>()

/** Byte offsets of an anchor where it is a property name (`word:` or `"word":`), not part of another word or of prose. */
export function findAnchors(bytes: Buffer, anchor: Anchor): readonly number[] {
  const byAnchor = known.get(bytes) ?? new Map<Anchor, readonly number[]>()
  known.set(bytes, byAnchor)
  const offsets = byAnchor.get(anchor) ?? [...anchorOffsets(bytes, anchor)]
  byAnchor.set(anchor, offsets)
  return offsets
}

/** Whether an anchor is a property name anywhere; it is expected behind an offset. */
export function hasAnchor(bytes: Buffer, anchor: Anchor, expected: number): boolean {
  return [expected, 0].some((from) => anchorOffsets(bytes, anchor, from).next().done === false)
}

function* anchorOffsets(bytes: Buffer, { bytes: word }: Anchor, from = 0): Generator<number> {
  for (let at = bytes.indexOf(word, from); at >= 0; at = bytes.indexOf(word, at + word.length)) {
    if (isProperty(bytes, { start: at, end: at + word.length })) yield at
  }
}

function isProperty(bytes: Buffer, { start, end }: Span): boolean {
  const before = bytes[start - 1]
  const quoted = before === 0x22 || before === 0x27
  if (quoted && bytes[end] !== before) return false
  let next = quoted ? end + 1 : end
  while (bytes[next] === 0x20 || bytes[next] === 0x0a || bytes[next] === 0x0d || bytes[next] === 0x09) next++
  if (bytes[next] !== 0x3a) return false
  let previous = quoted ? start - 2 : start - 1
  while (bytes[previous] === 0x20 || bytes[previous] === 0x0a || bytes[previous] === 0x0d || bytes[previous] === 0x09)
    previous--
  // `{word:` or `,word:`; a newline comment before it is not worth more effort here.
  return bytes[previous] === 0x7b || bytes[previous] === 0x2c || bytes[previous] === 0x2f
}
