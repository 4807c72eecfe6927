import { CHAR_CLASS, CharClass } from './characters.js'
import { HEAD_KEYWORDS, keyword, OPERATOR_KEYWORDS, wordStart } from './keywords.js'
import { commentEnd, regExpEnd, stringEnd, templateTextEnd } from './literals.js'
import { OutOfSteps } from './meter.js'
import { Stop, StopFinder } from './stop-finder.js'

/** What stands in a pair of brackets, as far as it decides what may follow them. */
export const enum Bracket {
  /** An object, a list, arguments, a parenthesis: together a value. */
  Value,
  /** Statements or members of a class. */
  Block,
  /** `${…}` in a template literal; its offset is that of the `$`. */
  Hole,
}

/** Braces inside braces. */
const DEEPEST = 1_000_000
/** Twice the literals, comments and braces side by side; real bundles have twenty thousand. */
const MOST_PASSED = 1 << 22
/** Blocks around an offset that are told; an app's wrappers are few. */
const MOST_AROUND = 100
/** Bytes that are gone back over in all, to where parentheses begin. */
const MOST_BACK = 1 << 26

/**
 * Skips brackets with all that is in them. Most of a bundle is skipped this way, so nothing but braces, quotes and slashes is
 * looked at; whether a slash divides or begins a regular expression, and what a brace opens, the text before it tells.
 */
export class BracketSkipper {
  private readonly stops: StopFinder
  /** How many braces are open, and where they stand. */
  private depth = 0
  private readonly starts: number[] = []
  private lastClosed = -1
  /** Where the bracket at hand begins, and what stands in it. */
  private start = 0
  private kind = Bracket.Value
  /** Begin and end of what was passed in the innermost open brace: literals, comments, braces. */
  private readonly passed: number[] = []
  private passedLength = 0
  private wentBack = 0
  private nextWatched = 0
  /** The first offset that is still to be told; the end of the script for none. */
  private watch: number

  /**
   * @param watched sorted offsets
   * @param found is told each of them, in order, with the offsets of the blocks around it
   */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly watched: readonly number[],
    private readonly found: (offset: number, blocks: number[]) => void,
  ) {
    this.stops = new StopFinder(bytes)
    this.watch = watched[0] ?? bytes.length
  }

  /** Offset behind the bracket that closes the one at `at`; -1 when nothing closes it. */
  skip(at: number, kind: Bracket): number {
    const { bytes, stops } = this
    const { length } = bytes
    const opener = bytes[at]!
    const outermost = opener === 0x28 ? Stop.InParentheses : opener === 0x5b ? Stop.InSquares : Stop.InBraces
    /** Parentheses or square brackets that are open outside all braces. */
    let outer = 0
    this.start = at
    this.kind = kind
    this.passedLength = 0
    if (outermost === Stop.InBraces) this.enter(at)
    else outer = 1
    at += kind === Bracket.Hole ? 2 : 1
    for (;;) {
      at = stops.next(at, this.depth > 0 ? Stop.InBraces : outermost)
      if (at >= length) return -1
      const byte = bytes[at]!
      switch (byte) {
        case 0x7b:
          this.enter(at)
          at++
          break
        case 0x7d:
          this.leave(at)
          at++
          if (this.depth === 0 && outer === 0) return at
          if (bytes[this.lastClosed] === 0x24) at = this.template(at)
          break
        case 0x22:
        case 0x27:
          at = this.pass(at, stringEnd(bytes, at + 1, byte))
          break
        case 0x60:
          at = this.template(at + 1)
          break
        case 0x2f:
          at = this.slash(at)
          break
        default:
          outer += byte === opener ? 1 : -1
          at++
          if (outer === 0) return at
      }
    }
  }

  /** Tells the watched offsets before `at`. */
  tellWatched(at: number): void {
    if (this.watch >= at) return
    const blocks: number[] = []
    for (let index = 0; index < this.depth && blocks.length < MOST_AROUND; index++) {
      if (this.opensBlock(this.starts[index]!, index)) blocks.push(this.starts[index]!)
      this.goBack()
    }
    for (; this.watch < at; this.watch = this.watched[++this.nextWatched] ?? this.bytes.length) {
      this.found(this.watch, blocks)
    }
  }

  private enter(at: number): void {
    if (this.watch < at) this.tellWatched(at)
    if (this.depth === DEEPEST) throw new OutOfSteps('brackets nested too deeply')
    this.starts[this.depth++] = at
  }

  private leave(at: number): void {
    if (this.watch < at) this.tellWatched(at)
    // One that nothing opened closes nothing.
    if (this.depth === 0) return
    const { passed } = this
    const start = this.starts[--this.depth]!
    let length = this.passedLength
    while (length > 0 && passed[length - 2]! > start) length -= 2
    this.passedLength = length
    this.pass(start, at + 1)
    this.lastClosed = start
  }

  /** Notes what was passed; its end. */
  private pass(start: number, end: number): number {
    if (this.passedLength === MOST_PASSED) throw new OutOfSteps('too much side by side')
    this.passed[this.passedLength++] = start
    this.passed[this.passedLength++] = end
    return end
  }

  /** Skips the text of a template literal from `at` on, to the literal's end or into its next hole. */
  private template(at: number): number {
    const end = this.pass(at, templateTextEnd(this.bytes, at))
    if (this.bytes[end] !== 0x24) return end + 1
    this.enter(end)
    return end + 2
  }

  private slash(at: number): number {
    const { bytes } = this
    if (isCommentAt(bytes, at)) return this.pass(at, commentEnd(bytes, at))
    return this.endsValue(this.lastBefore(at)) ? at + 1 : this.pass(at, regExpEnd(bytes, at + 1))
  }

  /** Whether what opens at `at`, inside so many braces, is a block, not an object or a hole. */
  private opensBlock(at: number, depth: number): boolean {
    const { bytes, starts } = this
    for (;;) {
      if (at === this.start) return this.kind === Bracket.Block
      if (bytes[at] === 0x24) return false
      const last = this.lastBefore(at)
      if (bytes[last] !== 0x7b) return this.expectsBlock(last)
      // A brace directly behind another is of its kind.
      at = starts[--depth]!
      this.goBack()
    }
  }

  /** Behind `last`, which is no brace that opens, a brace opens an object where a value is expected, elsewhere a block. */
  private expectsBlock(last: number): boolean {
    const { bytes } = this
    const byte = bytes[last]!
    if (byte === 0x3e) return bytes[last - 1] === 0x3d
    if (byte === 0x3b || CHAR_CLASS[byte] === CharClass.Close) return true
    const word = this.keywordBefore(last + 1)
    return word === 'do' || word === 'else' || this.endsValue(last)
  }

  /** Whether a value ends with the byte at `last`. */
  private endsValue(last: number): boolean {
    const { bytes } = this
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
        if (bytes[last] === 0x7d) return !this.opensBlock(this.lastClosed, this.depth)
        return bytes[last] === 0x5d || !this.closesHead(last)
      case CharClass.Slash:
        return this.endsRegExp(last)
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

  /** Whether the parenthesis that ends at `at` holds the condition of an `if`, `while`, `for` or `with`. */
  private closesHead(at: number): boolean {
    const { bytes, passed } = this
    let index = this.passedUntil(at + 1)
    let depth = 0
    for (; at >= this.start; at--) {
      if (index > 0 && passed[index - 1] === at + 1) at = passed[(index -= 2)]!
      else if (bytes[at] === 0x29) depth++
      else if (bytes[at] === 0x28 && --depth === 0) return this.opensHead(at)
      this.goBack()
    }
    return false
  }

  private goBack(): void {
    if (++this.wentBack > MOST_BACK) throw new OutOfSteps('brackets nested too deeply')
  }

  /** `if (`, `while (`, `for (`, `for await (`, `with (`. */
  private opensHead(at: number): boolean {
    const end = this.lastBefore(at) + 1
    const word = this.keywordBefore(end)
    if (word === '') return false
    if (word !== 'await') return HEAD_KEYWORDS.has(word)
    return this.keywordBefore(this.lastBefore(end - word.length) + 1) === 'for'
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
    const { bytes, passed } = this
    let last = at - 1
    const charClass = CHAR_CLASS[bytes[last]!]
    if (charClass !== CharClass.Space && charClass !== CharClass.Newline && charClass !== CharClass.Slash) return last
    let index = this.passedLength
    for (;;) {
      while (CHAR_CLASS[bytes[last]!] === CharClass.Space || CHAR_CLASS[bytes[last]!] === CharClass.Newline) last--
      index = this.passedUntil(last + 1, index)
      const isComment = index > 0 && passed[index - 1] === last + 1 && isCommentAt(bytes, passed[index - 2]!)
      if (!isComment) return last
      last = passed[index - 2]! - 1
    }
  }

  /** Whether the slash at `last` ends a regular expression without flags. */
  private endsRegExp(last: number): boolean {
    return this.passed[this.passedUntil(last + 1) - 1] === last + 1
  }

  /** How much of what was passed ends at `end` or before, of its first `index` entries. */
  private passedUntil(end: number, index = this.passedLength): number {
    while (index > 0 && this.passed[index - 1]! > end) index -= 2
    return index
  }
}

function isCommentAt(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x2f && (bytes[at + 1] === 0x2f || bytes[at + 1] === 0x2a)
}
