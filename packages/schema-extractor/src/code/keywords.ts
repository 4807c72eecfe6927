import { isIdentifierByte } from './characters.js'

/** Words behind which a value follows: a slash there begins a regular expression. */
export const OPERATOR_KEYWORDS: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case do else await yield extends'.split(' '),
)
/** Words whose parentheses are followed by a statement. */
export const HEAD_KEYWORDS: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with'])

const KEYWORDS = [
  ...OPERATOR_KEYWORDS,
  ...HEAD_KEYWORDS,
  ...'var const let function class import export switch try catch finally default'.split(' '),
]
const LONGEST = Math.max(...KEYWORDS.map((word) => word.length))
/** For the low five bits of a word's first two letters, a bit for each length a keyword of that beginning has. */
const LENGTHS = new Uint16Array(1 << 10)
for (const word of KEYWORDS) {
  LENGTHS[((word.charCodeAt(0) & 0x1f) << 5) | (word.charCodeAt(1) & 0x1f)]! |= 1 << word.length
}

/** The word as a string when its first letters and length allow a keyword, else ''. */
export function keyword(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > LONGEST) return ''
  const lengths = LENGTHS[((bytes[start]! & 0x1f) << 5) | (bytes[start + 1]! & 0x1f)]!
  if ((lengths & (1 << (end - start))) === 0) return ''
  let word = ''
  for (let at = start; at < end; at++) word += String.fromCharCode(bytes[at]!)
  return word
}

/** Where the word that ends at `end` begins; for a word longer than any keyword, somewhere in it. */
export function wordStart(bytes: Uint8Array, end: number): number {
  let start = end
  while (end - start <= LONGEST && isIdentifierByte(bytes[start - 1])) start--
  return start
}
