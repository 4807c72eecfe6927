import { CHAR_CLASS, CharClass } from './characters.js'
import { HEAD_KEYWORDS, keyword, OPERATOR_KEYWORDS, wordStart } from './keywords.js'
import { commentEnd, regExpEnd, stringEnd, templateTextEnd } from './literals.js'
import { OutOfSteps } from './meter.js'

/** What stands in a pair of brackets, as far as it decides what may follow them. */
export const enum Bracket {
  /** An object, a list, arguments, a parenthesis: together a value. */
  Value,
  /** The condition of an `if`, `while`, `for` or `with`. */
  Head,
  /** Statements or members of a class. */
  Block,
  /** `${…}` in a template literal; its offset is that of the `$`. */
  Hole,
}

/** Brackets inside brackets. */
const DEEPEST = 1_000_000
/** Blocks around an offset that are told; an app's wrappers are few. */
const MOST_AROUND = 100

/**
 * Skips brackets with all that is in them. Most of a bundle is skipped this way, so nothing but brackets, quotes and slashes
 * is looked at; whether a slash divides or begins a regular expression, and what a brace opens, the text before it tells.
 */
export class BracketSkipper {
  /** The brackets that are open, and the offsets of those that are blocks. */
  private readonly open: Bracket[] = []
  private readonly openBlocks: number[] = []
  private lastClosed = Bracket.Value
  private regExpEnd = -1
  /** The last comment, from behind the code before it to its end. */
  private commentStart = -1
  private commentEnd = -1
  private nextWatched = 0

  /**
   * @param watched sorted offsets
   * @param found is told each of them, in order, with the offsets of the blocks around it
   */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly watched: readonly number[],
    private readonly found: (offset: number, blocks: number[]) => void,
  ) {}

  /** Offset behind the bracket that closes the one at `at`; -1 when nothing closes it. */
  skip(at: number, kind: Bracket): number {
    const { bytes, open } = this
    const length = bytes.length
    this.enter(at, kind)
    at += kind === Bracket.Hole ? 2 : 1
    while (at < length) {
      const byte = bytes[at]!
      const charClass = CHAR_CLASS[byte] as CharClass
      if (charClass < CharClass.Quote) at++
      else if (charClass === CharClass.Open) {
        this.enter(at, this.kindOf(byte, at))
        at++
      } else if (charClass === CharClass.Close) {
        const closed = this.leave(at)
        at++
        if (open.length === 0) return at
        if (closed === Bracket.Hole) at = this.template(at)
      } else if (charClass === CharClass.Slash) at = this.slash(at)
      else at = byte === 0x60 ? this.template(at + 1) : stringEnd(bytes, at + 1, byte)
    }
    return -1
  }

  /** Tells the watched offsets before `at`. */
  tellWatched(at: number): void {
    const { watched } = this
    if (this.nextWatched >= watched.length || watched[this.nextWatched]! >= at) return
    const blocks = this.openBlocks.slice(0, MOST_AROUND)
    for (; this.nextWatched < watched.length && watched[this.nextWatched]! < at; this.nextWatched++) {
      this.found(watched[this.nextWatched]!, blocks)
    }
  }

  private enter(at: number, kind: Bracket): void {
    this.tellWatched(at)
    this.open.push(kind)
    if (kind === Bracket.Block) this.openBlocks.push(at)
    if (this.open.length > DEEPEST) throw new OutOfSteps('brackets nested too deeply')
  }

  private leave(at: number): Bracket {
    this.tellWatched(at)
    const kind = this.open.pop()!
    if (kind === Bracket.Block) this.openBlocks.pop()
    return (this.lastClosed = kind)
  }

  /** Skips a template literal to its end, or into its next hole. */
  private template(at: number): number {
    const end = templateTextEnd(this.bytes, at)
    if (this.bytes[end] !== 0x24) return end + 1
    this.enter(end, Bracket.Hole)
    return end + 2
  }

  private slash(at: number): number {
    const next = this.bytes[at + 1]
    if (next === 0x2f || next === 0x2a) {
      this.commentStart = this.lastBefore(at) + 1
      return (this.commentEnd = commentEnd(this.bytes, at))
    }
    if (this.isBehindValue(at)) return at + 1
    return (this.regExpEnd = regExpEnd(this.bytes, at + 1))
  }

  private kindOf(byte: number, at: number): Bracket {
    if (byte === 0x7b) return this.opensBlock(at) ? Bracket.Block : Bracket.Value
    return byte === 0x28 && this.opensHead(at) ? Bracket.Head : Bracket.Value
  }

  /** `if (`, `while (`, `for (`, `for await (`, `with (`. */
  private opensHead(at: number): boolean {
    const end = this.lastBefore(at) + 1
    const word = this.keywordBefore(end)
    if (word === '') return false
    if (word !== 'await') return HEAD_KEYWORDS.has(word)
    return this.keywordBefore(this.lastBefore(end - word.length) + 1) === 'for'
  }

  /** A brace opens an object where a value is expected, elsewhere a block. */
  private opensBlock(at: number): boolean {
    const { bytes } = this
    const last = this.lastBefore(at)
    const byte = bytes[last]!
    if (byte === 0x7b) return this.open.at(-1) === Bracket.Block
    if (byte === 0x3e) return bytes[last - 1] === 0x3d
    if (byte === 0x3b || CHAR_CLASS[byte] === CharClass.Close) return true
    const word = this.keywordBefore(last + 1)
    return word === 'do' || word === 'else' || this.isBehindValue(at)
  }

  private isBehindValue(at: number): boolean {
    const { bytes } = this
    let last = this.lastBefore(at)
    // `value++` and `value--` are values, too.
    while ((bytes[last] === 0x2b || bytes[last] === 0x2d) && bytes[last - 1] === bytes[last])
      last = this.lastBefore(last - 1)
    switch (CHAR_CLASS[bytes[last]!]) {
      case CharClass.Identifier:
      case CharClass.Digit:
        return !this.isOperator(last + 1)
      case CharClass.Quote:
        return true
      case CharClass.Close:
        return this.lastClosed === Bracket.Value
      case CharClass.Slash:
        return this.regExpEnd === last + 1
      default:
        // `1.`, not the dots of a spread.
        return bytes[last] === 0x2e && CHAR_CLASS[bytes[last - 1]!] === CharClass.Digit
    }
  }

  private isOperator(wordEnd: number): boolean {
    const word = this.keywordBefore(wordEnd)
    if (word === '') return false
    if (word !== 'of') return OPERATOR_KEYWORDS.has(word)
    // `of` is an operator only behind the variable of a loop.
    const before = this.lastBefore(wordEnd - word.length)
    const charClass = CHAR_CLASS[this.bytes[before]!]
    if (charClass === CharClass.Close || charClass === CharClass.Digit) return true
    return charClass === CharClass.Identifier && !OPERATOR_KEYWORDS.has(this.keywordBefore(before + 1))
  }

  /** The keyword that ends at `end`, else ''; a property is none. */
  private keywordBefore(end: number): string {
    const { bytes } = this
    const start = wordStart(bytes, end)
    const isProperty = bytes[start - 1] === 0x2e && bytes[start - 2] !== 0x2e
    return isProperty ? '' : keyword(bytes, start, end)
  }

  /** Offset of the last byte before `at` that is neither space nor comment. */
  private lastBefore(at: number): number {
    const { bytes } = this
    let last = at - 1
    for (;;) {
      while (CHAR_CLASS[bytes[last]!] === CharClass.Space || CHAR_CLASS[bytes[last]!] === CharClass.Newline) last--
      if (last + 1 !== this.commentEnd) return last
      last = this.commentStart - 1
    }
  }
}
