import { Bracket, type BracketSkipper } from './bracket-skipper.js'
import { CHAR_CLASS, CharClass } from './characters.js'
import { keyword } from './keywords.js'
import { commentEnd, regExpEnd, stringEnd, templateTextEnd } from './literals.js'

/** What an expression shows at its own level, that is outside all brackets. */
export interface ExpressionFacts {
  /** Offset of the first `=` that assigns; -1 for none. */
  equals: number
  /** End of what stands before that. */
  targetEnd: number
  /** Whether something is called. */
  calls: boolean
  /** End of the bracket that the expression begins with; -1 for none. */
  firstBracketEnd: number
}

/** Words in front of a value that belong to it. */
const PREFIXES = new Set('typeof void delete new await yield throw return'.split(' '))
/** Classes in the `extends` of classes that are followed. */
const DEEPEST = 50

/**
 * Reads a scope token by token at its own level: what stands in brackets is skipped. Whether a value has just ended decides
 * what a slash, a bracket or a word behind it means, and where a statement ends without a semicolon.
 */
export class LevelReader {
  /** End of the last token that is neither space nor comment. */
  lastEnd: number
  /** Whether a line ended before the token at hand. */
  private newLine = false
  private depth = 0

  constructor(
    private readonly bytes: Uint8Array,
    private readonly brackets: BracketSkipper,
    public at: number,
  ) {
    this.lastEnd = at
  }

  /** Class of the byte at hand, behind space and comments; undefined at the end. */
  next(): CharClass | undefined {
    const { bytes } = this
    this.newLine = false
    for (;;) {
      const byte = bytes[this.at]
      if (byte === undefined) return undefined
      const charClass = CHAR_CLASS[byte] as CharClass
      if (charClass === CharClass.Newline) this.newLine = true
      else if (charClass === CharClass.Slash) {
        const following = bytes[this.at + 1]
        if (following !== 0x2f && following !== 0x2a) return charClass
        const end = commentEnd(bytes, this.at)
        if (following === 0x2a && hasNewLine(bytes, this.at, end)) this.newLine = true
        this.at = end
        continue
      } else if (charClass !== CharClass.Space) return charClass
      this.at++
    }
  }

  /** Whether the byte at hand, behind space and comments, is this one. */
  is(byte: number): boolean {
    this.next()
    return this.bytes[this.at] === byte
  }

  /** Takes the byte at hand if it is this one. */
  take(byte: number): boolean {
    if (!this.is(byte)) return false
    this.advance(this.at + 1)
    return true
  }

  /** The keyword at hand, '' for another word; undefined when there is no word. */
  keyword(): string | undefined {
    if (this.next() !== CharClass.Identifier) return undefined
    return keyword(this.bytes, this.at, this.wordEnd())
  }

  /** Takes the word at hand, and gives where it stands; undefined when there is none. */
  takeWord(): { start: number; end: number } | undefined {
    if (this.next() !== CharClass.Identifier) return undefined
    const start = this.at
    this.advance(this.wordEnd())
    return { start, end: this.at }
  }

  /** Takes the keyword at hand if it is this one. */
  takeKeyword(word: string): boolean {
    if (this.next() !== CharClass.Identifier || !this.isWord(this.at, word)) return false
    this.advance(this.at + word.length)
    return true
  }

  /** Whether exactly this word stands at an offset. */
  isWord(at: number, word: string): boolean {
    for (let index = 0; index < word.length; index++)
      if (this.bytes[at + index] !== word.charCodeAt(index)) return false
    return !isWordByte(this.bytes[at + word.length])
  }

  /** Takes the bracket at hand with all that is in it. */
  takeBracket(kind: Bracket): void {
    const end = this.brackets.skip(this.at, kind)
    this.advance(end < 0 ? this.bytes.length : end)
  }

  takeString(): void {
    this.advance(stringEnd(this.bytes, this.at + 1, this.bytes[this.at]!))
  }

  advance(to: number): void {
    this.at = to
    this.lastEnd = to
  }

  /** Whether the `import` at hand is a statement, not `import(…)` or `import.meta`. */
  opensModuleStatement(): boolean {
    const { at } = this
    this.advance(at + 'import'.length)
    const isExpression = this.is(0x28) || this.is(0x2e)
    this.advance(at)
    return !isExpression
  }

  /** Takes `name:` in front of a statement. */
  takeLabel(): boolean {
    const { at, lastEnd } = this
    this.advance(this.wordEnd())
    if (this.take(0x3a)) return true
    this.at = at
    this.lastEnd = lastEnd
    return false
  }

  /** Whether a word behind `async` on the same line follows: `async function`, `async x => …`. */
  isAsyncPrefix(): boolean {
    return this.isWord(this.at, 'async') && this.sameLineWord(this.at + 5) >= 0
  }

  /** Offset of the word that follows on the same line; -1 for none. */
  sameLineWord(at: number): number {
    const before = this.at
    this.at = at
    const found = this.next() === CharClass.Identifier && !this.newLine ? this.at : -1
    this.at = before
    return found
  }

  /** Reads up to the comma, semicolon or bracket that ends the expression, or to the next statement. */
  expression(): ExpressionFacts {
    const { bytes } = this
    const facts: ExpressionFacts = { equals: -1, targetEnd: -1, calls: false, firstBracketEnd: -1 }
    let isFirst = true
    // Whether a value has ended; and whether it was an arrow function's block, which nothing but `,` and `:` continues.
    let value = false
    let isBody = false
    for (; ; isFirst = false) {
      const charClass = this.next()
      const byte = bytes[this.at]!
      if (charClass === undefined || charClass === CharClass.Close) return facts
      if (isBody && byte !== 0x3a) return facts
      isBody = false
      switch (charClass) {
        case CharClass.Identifier:
          if (value) {
            if (!this.takeKeyword('in') && !this.takeKeyword('instanceof')) return facts
            value = false
          } else value = this.operand()
          break
        case CharClass.Digit:
          if (value) return facts
          this.advance(numberEnd(bytes, this.at))
          value = true
          break
        case CharClass.Quote:
          if (byte === 0x60) this.takeTemplate()
          else if (value) return facts
          else this.takeString()
          value = true
          break
        case CharClass.Open:
          if (value && byte === 0x7b) return facts
          if (value && byte === 0x28) facts.calls = true
          this.takeBracket(Bracket.Value)
          if (isFirst) facts.firstBracketEnd = this.at
          value = true
          break
        case CharClass.Slash:
          this.advance(value ? this.at + 1 : regExpEnd(bytes, this.at + 1))
          value = !value
          break
        default: {
          if (byte === 0x3b || byte === 0x2c) return facts
          const following = bytes[this.at + 1]
          if (byte === 0x3d && following === 0x3e) {
            this.advance(this.at + 2)
            isBody = this.is(0x7b)
            if (isBody) this.takeBracket(Bracket.Block)
            value = isBody
          } else if (byte === 0x3d && following !== 0x3d) {
            if (facts.equals < 0) {
              facts.equals = this.at
              facts.targetEnd = this.lastEnd
            }
            this.advance(this.at + 1)
            value = false
          } else {
            const after = this.punctuator(byte, following, value)
            if (after === undefined) return facts
            value = after
          }
        }
      }
    }
  }

  /** A word where a value is expected; whether it is one. */
  private operand(): boolean {
    const word = this.keyword()!
    if (PREFIXES.has(word)) {
      this.advance(this.wordEnd())
      return false
    }
    if (word === 'function') this.takeFunction()
    else if (word === 'class') this.takeClass()
    else if (this.isAsyncPrefix()) {
      const next = this.sameLineWord(this.at + 5)
      this.advance(this.at + 5)
      return this.isWord(next, 'in') || this.isWord(next, 'instanceof')
    } else this.advance(this.wordEnd())
    return true
  }

  /** `function name(…) {…}`; where the name stands, if there is one. */
  takeFunction(): { start: number; end: number } | undefined {
    this.takeKeyword('async')
    this.takeKeyword('function')
    this.take(0x2a)
    const name = this.takeWord()
    if (this.is(0x28)) this.takeBracket(Bracket.Value)
    if (this.is(0x7b)) this.takeBracket(Bracket.Block)
    return name
  }

  /** `class name extends … {…}`; where the name stands, if there is one. */
  takeClass(): { start: number; end: number } | undefined {
    this.takeKeyword('class')
    const name = this.keyword() === 'extends' ? undefined : this.takeWord()
    if (this.takeKeyword('extends') && this.depth < DEEPEST) {
      this.depth++
      this.expression()
      this.depth--
    }
    if (this.is(0x7b)) this.takeBracket(Bracket.Block)
    return name
  }

  /** An operator or a property; whether a value has ended behind it, undefined where a new statement begins with it. */
  private punctuator(byte: number, following: number | undefined, value: boolean): boolean | undefined {
    const { bytes } = this
    const isOptional = byte === 0x3f && following === 0x2e && CHAR_CLASS[bytes[this.at + 2]!] !== CharClass.Digit
    if (isOptional || byte === 0x2e) {
      if (byte === 0x2e && following === 0x2e) {
        this.advance(this.at + 3)
        return false
      }
      if (byte === 0x2e && !value && CHAR_CLASS[following!] === CharClass.Digit) {
        this.advance(numberEnd(bytes, this.at))
        return true
      }
      this.advance(this.at + (isOptional ? 2 : 1))
      this.takeWord()
      return true
    }
    if ((byte === 0x2b || byte === 0x2d) && following === byte) {
      if (value && this.newLine) return undefined
      this.advance(this.at + 2)
      return value
    }
    if (value && (byte === 0x7e || (byte === 0x21 && following !== 0x3d))) return undefined
    // `==`, `!=`, `<=`, `>=`: their `=` assigns nothing. So do `+=` and its like, which declare nothing.
    let end = this.at + 1
    while (isOperatorByte(bytes[end]) && !(bytes[end] === byte && (byte === 0x2b || byte === 0x2d))) end++
    this.advance(byte === 0x3d || bytes[end] === 0x3d ? equalsEnd(bytes, end) : this.at + 1)
    return false
  }

  private takeTemplate(): void {
    const { bytes } = this
    let end = templateTextEnd(bytes, this.at + 1)
    while (bytes[end] === 0x24) {
      const hole = this.brackets.skip(end, Bracket.Hole)
      if (hole < 0) return this.advance(bytes.length)
      end = templateTextEnd(bytes, hole)
    }
    this.advance(Math.min(end + 1, bytes.length))
  }

  private wordEnd(): number {
    let end = this.at
    while (isWordByte(this.bytes[end])) end++
    return end
  }
}

function isWordByte(byte: number | undefined): boolean {
  const charClass = CHAR_CLASS[byte!]
  return charClass === CharClass.Identifier || charClass === CharClass.Digit
}

/** `<`, `>`, `*`, `&`, `|`, `?`, `!`: the beginnings of operators that may end in `=`. */
function isOperatorByte(byte: number | undefined): boolean {
  return byte === 0x3c || byte === 0x3e || byte === 0x2a || byte === 0x26 || byte === 0x7c || byte === 0x3f
}

function equalsEnd(bytes: Uint8Array, at: number): number {
  while (bytes[at] === 0x3d) at++
  return at
}

function hasNewLine(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === 0x0a || bytes[at] === 0x0d) return true
  return false
}

function numberEnd(bytes: Uint8Array, start: number): number {
  const isHex = bytes[start] === 0x30 && (bytes[start + 1]! | 0x20) === 0x78
  const isExponent = (at: number) =>
    !isHex && (bytes[at] === 0x2b || bytes[at] === 0x2d) && (bytes[at - 1]! | 0x20) === 0x65
  let at = start + 1
  while (isWordByte(bytes[at]) || bytes[at] === 0x2e || isExponent(at)) at++
  return at
}
