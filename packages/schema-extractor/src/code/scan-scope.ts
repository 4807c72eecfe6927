import { assignmentTarget } from './assignment-target.js'
import { Bracket, BracketSkipper } from './bracket-skipper.js'
import { CHAR_CLASS, CharClass } from './characters.js'
import { keyword, OPERATOR_KEYWORDS } from './keywords.js'
import { commentEnd, regExpEnd, stringEnd, templateTextEnd } from './literals.js'
import { OutOfSteps } from './meter.js'

/** A name bound at the level of the scanned scope. Offsets are bytes; `end` is exclusive. */
export interface Declaration {
  kind: 'variable' | 'function' | 'class'
  name: string
  start: number
  end: number
  /** Where the initialiser begins; -1 for a variable without one. */
  init: number
}

/** A stretch of source at the level of the scanned scope. */
export interface Span {
  start: number
  end: number
}

/** `name = value` or `name.property = value` as a statement of the scanned scope; the span covers the value. */
export interface Assignment extends Span {
  target: string
}

/** What a scope declares, found without parsing it. */
export interface ScopeScan {
  start: number
  /** Offset of the bracket that closes the scope, or the end of the file. */
  end: number
  declarations: Map<string, Declaration[]>
  /** Destructuring declarators: from the pattern to the end of the initialiser. */
  patterns: Span[]
  assignments: Map<string, Assignment[]>
  /** Other names of objects that assignments fill; '' where one name stands for several. */
  aliases: Map<string, string>
  /** Calls that stand as statements, from the callee on. */
  calls: Span[]
  imports: Span[]
  exports: Span[]
  /** For each watched offset, the offsets of the blocks around it, outermost first. */
  blocksAround: Map<number, number[]>
}

/** What came before the current token, as far as it decides between division and regular expression. */
const enum Previous {
  Statement,
  Operator,
  Operand,
}

const enum Mode {
  None,
  Variables,
  Module,
}

/** Names, assignments and statements of one scope; real scopes have a tenth. */
const MOST_BINDINGS = 300_000
/** Longest left side of an assignment: a class may stand there. */
const LONGEST_TARGET = 1 << 16

/**
 * Scans one scope (a file, or a block from just behind its brace) for what it declares: brackets, strings, templates,
 * regular expressions and comments are skipped exactly, so that a declaration found here is proven to be in this scope.
 * Linear in the length of the scope, no recursion.
 *
 * @param watched sorted offsets whose surrounding blocks are wanted
 */
export function scanScope(bytes: Uint8Array, from: number, watched: readonly number[] = []): ScopeScan {
  return new ScopeScanner(bytes, from, watched).run()
}

class ScopeScanner {
  private readonly scan: ScopeScan
  private readonly decoder = new TextDecoder()
  private readonly brackets: BracketSkipper
  private bindings = 0
  private previous = Previous.Statement
  private mode = Mode.None
  private headPending = false

  private declaration: Declaration | undefined
  private pattern: Span | undefined
  private expectName = false
  private functionKeyword = -1
  private callable: Declaration | undefined
  private assignment: Assignment | undefined
  private call: Span | undefined
  private moduleStatement: Span | undefined
  private moduleOver = false
  private expressionStart = -1
  /** Whether the next token begins another expression of a sequence. */
  private freshExpression = false

  constructor(
    private readonly bytes: Uint8Array,
    from: number,
    watched: readonly number[],
  ) {
    this.scan = {
      start: from,
      end: bytes.length,
      declarations: new Map(),
      patterns: [],
      assignments: new Map(),
      aliases: new Map(),
      calls: [],
      imports: [],
      exports: [],
      blocksAround: new Map(),
    }
    this.brackets = new BracketSkipper(bytes, watched, (offset, blocks) => this.scan.blocksAround.set(offset, blocks))
  }

  run(): ScopeScan {
    const { bytes, scan } = this
    let at = scan.start
    while (at < bytes.length) {
      const byte = bytes[at]!
      const charClass = CHAR_CLASS[byte]
      if (charClass === CharClass.Identifier) {
        const start = at
        do at++
        while (CHAR_CLASS[bytes[at]!] === CharClass.Identifier || CHAR_CLASS[bytes[at]!] === CharClass.Digit)
        this.word(start, at)
      } else if (charClass === CharClass.Space || charClass === CharClass.Newline) {
        at++
      } else if (charClass === CharClass.Digit) {
        this.operand(at)
        at = this.skipNumber(at)
      } else if (charClass === CharClass.Quote) {
        if (byte !== 0x60 || this.previous !== Previous.Operand) this.operand(at)
        at = byte === 0x60 ? this.skipTemplate(at + 1) : stringEnd(bytes, at + 1, byte)
        this.previous = Previous.Operand
        if (this.mode === Mode.Module) this.moduleOver = true
      } else if (charClass === CharClass.Open) {
        at = this.skipBracket(byte, at)
      } else if (charClass === CharClass.Close) {
        scan.end = at
        break
      } else if (charClass === CharClass.Slash) {
        at = this.slash(at)
      } else {
        at = this.punctuator(byte, at)
      }
    }
    this.endStatement(scan.end)
    this.brackets.tellWatched(Infinity)
    return scan
  }

  private text(start: number, end: number): string {
    return this.decoder.decode(this.bytes.subarray(start, end))
  }

  /** A token that begins an operand: two of them in a row mean that a statement ended without a semicolon. */
  private operand(at: number): void {
    if (this.mode === Mode.Module && !this.moduleOver) return
    if (this.previous === Previous.Operand) this.endStatement(at)
    this.beginExpression(at)
  }

  private beginExpression(at: number): void {
    if (this.previous !== Previous.Statement && !this.freshExpression) return
    this.expressionStart = at
    this.freshExpression = false
  }

  private word(start: number, end: number): void {
    const { bytes } = this
    const isProperty = this.previous === Previous.Operator && bytes[start - 1] === 0x2e && bytes[start - 2] !== 0x2e
    const word = isProperty ? '' : keyword(bytes, start, end)
    if (this.mode === Mode.Module && !this.moduleOver && (word === '' || word === 'default')) {
      this.previous = Previous.Operand
      return
    }
    if (this.mode === Mode.Variables && this.expectName) {
      this.expectName = false
      this.declaration = { kind: 'variable', name: this.text(start, end), start, end: -1, init: -1 }
      this.previous = Previous.Operand
      return
    }
    if (this.functionKeyword >= 0 && this.callable?.name === '' && word !== 'extends') {
      this.callable.name = this.text(start, end)
      this.functionKeyword = -1
      this.previous = Previous.Operand
      return
    }
    // `of` is an operator only inside the head of a loop, which is never at the level of a scope.
    if (OPERATOR_KEYWORDS.has(word) && word !== 'of') {
      if (this.previous === Previous.Operand && (word === 'throw' || word === 'return')) this.endStatement(start)
      this.previous = word === 'do' || word === 'else' ? Previous.Statement : Previous.Operator
      return
    }
    const startsStatement = this.previous === Previous.Statement || this.previous === Previous.Operand
    switch (word) {
      case 'var':
      case 'const':
      case 'let':
        if (startsStatement) {
          this.beginVariables(start)
          return
        }
        break
      case 'function':
      case 'class':
        if (startsStatement) {
          if (this.previous === Previous.Operand && !this.isAsync(start)) this.endStatement(start)
          this.functionKeyword = start
          this.callable = { kind: word, name: '', start, end: -1, init: start }
        } else this.beginExpression(start)
        // A name may follow, which is not a second operand.
        this.previous = Previous.Operator
        return
      case 'import':
      case 'export':
        if (startsStatement && bytes[end] !== 0x28 && bytes[end] !== 0x2e) {
          if (this.previous === Previous.Operand) this.endStatement(start)
          this.count()
          this.mode = Mode.Module
          this.moduleOver = false
          this.moduleStatement = { start, end: -1 }
          ;(word === 'import' ? this.scan.imports : this.scan.exports).push(this.moduleStatement)
          this.previous = word === 'export' ? Previous.Statement : Previous.Operator
          if (word === 'export' && this.exportsDeclaration(end)) {
            this.mode = Mode.None
          }
          return
        }
        break
      case 'if':
      case 'while':
      case 'for':
      case 'with':
      case 'switch':
      case 'try':
      case 'catch':
      case 'finally':
        if (startsStatement) {
          if (this.previous === Previous.Operand && word !== 'catch' && word !== 'finally') this.endStatement(start)
          if (word !== 'switch' && word !== 'try' && word !== 'finally' && word !== 'catch') this.headPending = true
          this.previous = Previous.Operator
          return
        }
        break
    }
    if (this.previous === Previous.Operand && !this.isAsync(start)) this.endStatement(start)
    this.beginExpression(start)
    this.previous = Previous.Operand
  }

  /** Whether what follows `export` is a declaration rather than a list, a star or a default value. */
  private exportsDeclaration(at: number): boolean {
    while (CHAR_CLASS[this.bytes[at]!] === CharClass.Space || CHAR_CLASS[this.bytes[at]!] === CharClass.Newline) at++
    return /^(?:var|let|const|function|class|async)\b/.test(this.text(at, at + 9))
  }

  private isAsync(start: number): boolean {
    return /\basync\s+$/.test(this.text(Math.max(0, start - 12), start))
  }

  private beginVariables(start: number): void {
    if (this.previous === Previous.Operand) this.endStatement(start)
    this.mode = Mode.Variables
    this.expectName = true
    this.previous = Previous.Operator
  }

  /** Skips brackets at the level of the scope. */
  private skipBracket(byte: number, at: number): number {
    const isHead = byte === 0x28 && this.headPending
    const isBlock = byte === 0x7b && this.opensBlock(at)
    if (this.mode === Mode.Variables && this.expectName) {
      this.expectName = false
      this.pattern = { start: at, end: -1 }
    } else if (byte === 0x28 && this.previous === Previous.Operand && this.expressionStart >= 0) {
      this.call ??= { start: this.expressionStart, end: -1 }
    } else if (!isBlock) this.beginExpression(at)
    if (byte === 0x28) this.headPending = false
    const kind = isHead ? Bracket.Head : isBlock ? Bracket.Block : Bracket.Value
    const end = this.brackets.skip(at, kind)
    if (end < 0) return this.bytes.length
    this.previous = isHead ? Previous.Statement : Previous.Operand
    if (isBlock) this.endBlock(end)
    return end
  }

  /** `{` where an operand may stand opens an object, after `)`, `=>`, a name or at a statement's start a block. */
  private opensBlock(at: number): boolean {
    return this.previous !== Previous.Operator || this.callable !== undefined || this.followsBlockKeyword(at)
  }

  private followsBlockKeyword(at: number): boolean {
    return /(?:\btry|\bfinally|\bdo|\belse|=>)\s*$/.test(this.text(Math.max(0, at - 12), at))
  }

  private endBlock(end: number): void {
    if (this.callable) {
      this.callable.end = end
      this.declare(this.callable)
      this.callable = undefined
      this.functionKeyword = -1
      this.endStatement(end)
    } else if (this.mode === Mode.None && this.expressionStart < 0) this.endStatement(end)
    // Else the body of a function expression or arrow inside a declaration: the expression may go on.
  }

  private punctuator(byte: number, at: number): number {
    const { bytes } = this
    const next = bytes[at + 1]
    if (byte === 0x3b) {
      this.endStatement(at)
      return at + 1
    }
    if (byte === 0x2c) {
      this.endExpression(at)
      if (this.mode === Mode.Variables) this.expectName = true
      else this.freshExpression = this.mode === Mode.None
      this.previous = Previous.Operator
      return at + 1
    }
    if (byte === 0x3d && next !== 0x3d && next !== 0x3e) {
      this.equals(at)
      this.previous = Previous.Operator
      return at + 1
    }
    // `!function(){…}()` begins an expression as well.
    if (byte === 0x21 || byte === 0x7e) this.beginExpression(at)
    if ((byte === 0x2b || byte === 0x2d) && next === byte) {
      // `++` and `--` keep what the neighbours are: a postfix stays an operand.
      return at + 2
    }
    this.previous = Previous.Operator
    if (byte === 0x3d && (next === 0x3d || next === 0x3e)) return at + 2
    if (byte === 0x21 && next === 0x3d) return at + 2
    if ((byte === 0x3c || byte === 0x3e) && next === 0x3d) return at + 2
    return at + 1
  }

  private equals(at: number): void {
    if (this.mode === Mode.Variables) {
      if (this.declaration && this.declaration.init < 0) this.declaration.init = at + 1
      return
    }
    if (this.mode !== Mode.None || this.assignment || this.expressionStart < 0) return
    const start = this.expressionStart
    if (at - start > LONGEST_TARGET) return
    const found = assignmentTarget(this.text(start, at).trimEnd())
    if (!found) return
    const { target, alias, inner } = found
    if (alias) this.scan.aliases.set(alias.name, this.scan.aliases.has(alias.name) ? '' : alias.of)
    if (inner) this.assign({ target: inner.name, start: start + inner.start, end: start + inner.end })
    this.assignment = { target, start: at + 1, end: -1 }
  }

  private count(): void {
    if (++this.bindings > MOST_BINDINGS) throw new OutOfSteps('too many names in one scope')
  }

  private assign(assignment: Assignment): void {
    this.count()
    const list = this.scan.assignments.get(assignment.target)
    if (list) list.push(assignment)
    else this.scan.assignments.set(assignment.target, [assignment])
  }

  private slash(at: number): number {
    const next = this.bytes[at + 1]
    if (next === 0x2f || next === 0x2a) return commentEnd(this.bytes, at)
    if (this.previous === Previous.Operand) {
      this.previous = Previous.Operator
      return at + 1
    }
    this.operand(at)
    this.previous = Previous.Operand
    return regExpEnd(this.bytes, at + 1)
  }

  private declare(declaration: Declaration): void {
    if (declaration.name === '') return
    this.count()
    const list = this.scan.declarations.get(declaration.name)
    if (list) list.push(declaration)
    else this.scan.declarations.set(declaration.name, [declaration])
  }

  private endExpression(at: number): void {
    if (this.declaration) {
      this.declaration.end = at
      this.declare(this.declaration)
      this.declaration = undefined
    }
    if (this.pattern) {
      this.count()
      this.pattern.end = at
      this.scan.patterns.push(this.pattern)
      this.pattern = undefined
    }
    if (this.assignment) {
      this.assignment.end = at
      this.assign(this.assignment)
      this.assignment = undefined
    }
    if (this.call) {
      this.count()
      this.call.end = at
      this.scan.calls.push(this.call)
      this.call = undefined
    } else if (this.expressionStart >= 0 && this.startsPattern(this.expressionStart)) {
      this.count()
      this.scan.patterns.push({ start: this.expressionStart, end: at })
    }
    this.expressionStart = -1
  }

  /** `({ a, b } = value)` as a statement, or `{ a, b } = value` in a sequence. */
  private startsPattern(start: number): boolean {
    if (this.bytes[start] === 0x7b) return true
    if (this.bytes[start] !== 0x28) return false
    let next = start + 1
    while (CHAR_CLASS[this.bytes[next]!] === CharClass.Space || CHAR_CLASS[this.bytes[next]!] === CharClass.Newline)
      next++
    return this.bytes[next] === 0x7b
  }

  private endStatement(at: number): void {
    this.endExpression(at)
    if (this.moduleStatement) {
      this.moduleStatement.end = at
      this.moduleStatement = undefined
    }
    this.mode = Mode.None
    this.expectName = false
    this.freshExpression = false
    this.previous = Previous.Statement
  }

  private skipTemplate(at: number): number {
    const { bytes } = this
    let end = templateTextEnd(bytes, at)
    while (bytes[end] === 0x24) {
      const hole = this.brackets.skip(end, Bracket.Hole)
      if (hole < 0) return bytes.length
      end = templateTextEnd(bytes, hole)
    }
    return end + 1
  }

  private skipNumber(at: number): number {
    const { bytes } = this
    this.previous = Previous.Operand
    do at++
    while (
      CHAR_CLASS[bytes[at]!] === CharClass.Digit ||
      CHAR_CLASS[bytes[at]!] === CharClass.Identifier ||
      bytes[at] === 0x2e ||
      ((bytes[at] === 0x2b || bytes[at] === 0x2d) && (bytes[at - 1]! | 0x20) === 0x65 && bytes[at - 2] !== 0x78)
    )
    return at
  }
}
