/** Bytes that change how what follows them is read, by the bracket that they stand in. */
export const enum Stop {
  /** Quotes, slashes and braces; whatever else is opened inside braces is closed there, too. */
  InBraces = 1,
  /** The same, and parentheses. */
  InParentheses = 2,
  /** The same, and square brackets. */
  InSquares = 4,
}

/** For each two bytes, as one number, the stops that one of them is; the first bytes of the table are those of single bytes. */
const PAIRS = new Uint8Array(1 << 16)
put('{}"\'`/', Stop.InBraces | Stop.InParentheses | Stop.InSquares)
put('()', Stop.InParentheses)
put('[]', Stop.InSquares)

function put(characters: string, stops: number): void {
  for (const character of characters) {
    const byte = character.charCodeAt(0)
    for (let other = 0; other < 1 << 8; other++) {
      PAIRS[byte | (other << 8)]! |= stops
      PAIRS[other | (byte << 8)]! |= stops
    }
  }
}

/** Finds stops in a script. Most bytes of a bundle are seen only here, hence two at a time. */
export class StopFinder {
  /** Offset of the first pair: pairs must lie at even addresses. */
  private readonly first: number
  private readonly pairs: Uint16Array

  constructor(private readonly bytes: Uint8Array) {
    const { buffer, byteOffset, length } = bytes
    this.first = Math.min(byteOffset & 1, length)
    this.pairs = new Uint16Array(buffer, byteOffset + this.first, (length - this.first) >> 1)
  }

  /** Offset of the first stop from `at` on; the end of the script when there is none. */
  next(at: number, stop: Stop): number {
    const { bytes, pairs, first } = this
    const ofPair = PAIRS
    if (((at - first) & 1) === 1) {
      if ((ofPair[bytes[at]!]! & stop) !== 0) return at
      at++
    }
    let pair = (at - first) >> 1
    while (pair < pairs.length && (ofPair[pairs[pair]!]! & stop) === 0) pair++
    at = first + pair * 2
    return at < bytes.length && (ofPair[bytes[at]!]! & stop) === 0 ? at + 1 : at
  }
}
