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
/** The keywords of each first letter and length. */
const SLOTS: string[][] = Array.from({ length: (LONGEST + 1) << 5 }, () => [])
for (const word of KEYWORDS) SLOTS[slot(word.charCodeAt(0), word.length)]!.push(word)

function slot(first: number, length: number): number {
  return (length << 5) | (first & 0x1f)
}

/** The keyword between two offsets, else ''. */
export function keyword(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > LONGEST) return ''
  for (const word of SLOTS[slot(bytes[start]!, end - start)]!) if (isWordAt(bytes, start, word)) return word
  return ''
}

/** Whether a word stands at an offset, if only as the beginning of a longer one. */
function isWordAt(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word.charCodeAt(index)) return false
  return true
}

/** Where the word that ends at `end` begins; for a word longer than any keyword, somewhere in it. */
export function wordStart(bytes: Uint8Array, end: number): number {
  let start = end
  while (end - start <= LONGEST && isIdentifierByte(bytes[start - 1])) start--
  return start
}
