import { assignmentTarget } from './assignment-target.js'
import { BindingTable, type Declaration } from './binding-table.js'
import { Bracket, BracketSkipper } from './bracket-skipper.js'
import { CharClass } from './characters.js'
import { type ExpressionFacts, LevelReader } from './level-reader.js'
import { OutOfSteps } from './meter.js'

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
  bindings: BindingTable
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

/** Names, assignments and statements of one scope; real scopes have a tenth. */
const MOST_BINDINGS = 300_000
/** Longest left side of an assignment: a class may stand there. */
const LONGEST_TARGET = 1 << 16

/**
 * Scans one scope (a file, or a block from just behind its brace) for what it declares: brackets, strings, templates,
 * regular expressions and comments are skipped exactly, so that a declaration found here is proven to be in this scope.
 * What stands under a condition or in a loop is not in it. Linear in the length of the scope.
 *
 * @param watched sorted offsets whose surrounding blocks are wanted
 */
export function scanScope(bytes: Buffer, from: number, watched: readonly number[] = []): ScopeScan {
  return new ScopeScanner(bytes, from, watched).run()
}

/** What follows the statement at hand: `else` behind an `if`, `while (…)` behind a `do`, nothing behind others. */
const enum Around {
  If,
  Do,
  Other,
}

class ScopeScanner {
  private readonly scan: ScopeScan
  private readonly brackets: BracketSkipper
  private readonly reader: LevelReader
  /** The statements that the one at hand is a part of without a block: `if (a) for (;;) …`. */
  private readonly around: Around[] = []
  private counted = 0

  constructor(
    private readonly bytes: Buffer,
    from: number,
    watched: readonly number[],
  ) {
    this.scan = {
      start: from,
      end: bytes.length,
      bindings: new BindingTable(),
      patterns: [],
      assignments: new Map(),
      aliases: new Map(),
      calls: [],
      imports: [],
      exports: [],
      blocksAround: new Map(),
    }
    this.brackets = new BracketSkipper(bytes, watched, (offset, blocks) => this.scan.blocksAround.set(offset, blocks))
    const hasMark = from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    this.reader = new LevelReader(bytes, this.brackets, hasMark ? 3 : from)
  }

  run(): ScopeScan {
    const { reader, scan } = this
    for (;;) {
      const charClass = reader.next()
      if (charClass === undefined) break
      if (charClass === CharClass.Close) {
        scan.end = reader.at
        break
      }
      const before = reader.at
      const isOver = this.statement()
      if (isOver) this.leave()
      // What no statement can begin with is passed over.
      if (reader.at === before) reader.advance(before + 1)
    }
    this.brackets.tellWatched(this.bytes.length)
    return scan
  }

  /** Reads a statement, or its head where a statement follows that belongs to it; whether it is over. */
  private statement(): boolean {
    const { reader, bytes } = this
    const start = reader.at
    if (bytes[start] === 0x7b) {
      reader.takeBracket(Bracket.Block)
      return true
    }
    switch (reader.keyword()) {
      case 'var':
      case 'const':
        reader.takeWord()
        this.variables()
        return true
      case 'let':
        if (!this.declaresWithLet()) break
        reader.takeWord()
        this.variables()
        return true
      case 'function':
        this.declare('function')
        return true
      case 'class':
        this.declare('class')
        return true
      case 'if':
        return this.head(Around.If)
      case 'while':
      case 'for':
      case 'with':
        return this.head(Around.Other)
      case 'do':
        reader.takeWord()
        this.around.push(Around.Do)
        return false
      case 'else':
        reader.takeWord()
        return false
      case 'try':
        this.headAndBlock()
        if (reader.keyword() === 'catch') this.headAndBlock()
        if (reader.keyword() === 'finally') this.headAndBlock()
        return true
      case 'switch':
        this.headAndBlock()
        return true
      case 'import':
        if (!reader.opensModuleStatement()) break
        this.imports()
        return true
      case 'export':
        this.exports()
        return true
      case '':
        if (reader.isAsyncPrefix() && reader.isWord(reader.sameLineWord(start + 5), 'function')) {
          this.declare('function')
          return true
        }
        if (reader.takeLabel()) {
          this.around.push(Around.Other)
          return false
        }
        break
      default:
    }
    this.sequence()
    return true
  }

  /** A statement is over, and with it those that it is the last part of. */
  private leave(): void {
    const { around, reader } = this
    while (around.length > 0) {
      const outer = around.pop()!
      if (outer === Around.If && reader.takeKeyword('else')) {
        around.push(Around.Other)
        return
      }
      if (outer === Around.Do && reader.takeKeyword('while')) {
        if (reader.is(0x28)) reader.takeBracket(Bracket.Value)
        reader.take(0x3b)
      }
    }
  }

  /** `if (…)`, `for await (…)`: the statement goes on with another. */
  private head(around: Around): boolean {
    const { reader } = this
    reader.takeWord()
    reader.takeKeyword('await')
    if (reader.is(0x28)) reader.takeBracket(Bracket.Value)
    this.around.push(around)
    return false
  }

  /** `switch (…) {…}`, `try {…}`, `catch (…) {…}` */
  private headAndBlock(): void {
    const { reader } = this
    reader.takeWord()
    if (reader.is(0x28)) reader.takeBracket(Bracket.Value)
    if (reader.is(0x7b)) reader.takeBracket(Bracket.Block)
  }

  /** `let` is also a name: what follows tells. */
  private declaresWithLet(): boolean {
    const { reader, bytes } = this
    const { at } = reader
    reader.takeWord()
    const charClass = reader.next()
    const byte = bytes[reader.at]
    const isName = charClass === CharClass.Identifier && !reader.isWord(reader.at, 'in')
    reader.advance(at)
    return isName || byte === 0x7b || byte === 0x5b
  }

  /** Whether what is read always happens, and is not only a part of an `if` or a loop. */
  private get isCertain(): boolean {
    return this.around.length === 0
  }

  private text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end)
  }

  /** `a = 1, b, { c } = d`, behind `var`, `let` or `const`. */
  private variables(): void {
    const { reader } = this
    do {
      const charClass = reader.next()
      const start = reader.at
      if (charClass === CharClass.Open) {
        reader.takeBracket(Bracket.Value)
        if (reader.take(0x3d)) reader.expression()
        if (this.isCertain) this.addPattern(start, reader.lastEnd)
      } else {
        const name = reader.takeWord()
        if (!name) return
        const init = reader.take(0x3d) ? reader.at : -1
        if (init >= 0) reader.expression()
        if (this.isCertain) this.addDeclaration('variable', name, start, init)
      }
    } while (reader.take(0x2c))
    reader.take(0x3b)
  }

  private declare(kind: 'function' | 'class'): void {
    const { reader } = this
    const start = reader.at
    const name = kind === 'class' ? reader.takeClass() : reader.takeFunction()
    if (name && this.isCertain) this.addDeclaration(kind, name, start, start)
  }

  /** `a = 1, f(), …` as a statement. */
  private sequence(): void {
    const { reader } = this
    do {
      reader.next()
      const start = reader.at
      const facts = reader.expression()
      if (reader.lastEnd > start && this.isCertain) this.addExpression(start, reader.lastEnd, facts)
    } while (reader.take(0x2c))
    reader.take(0x3b)
  }

  private addExpression(start: number, end: number, facts: ExpressionFacts): void {
    const { bytes, scan } = this
    const { equals, targetEnd, firstBracketEnd } = facts
    const target =
      equals >= 0 && targetEnd - start <= LONGEST_TARGET ? assignmentTarget(this.text(start, targetEnd)) : undefined
    if (target) {
      const { alias, inner } = target
      if (alias) scan.aliases.set(alias.name, scan.aliases.has(alias.name) ? '' : alias.of)
      if (inner) this.addAssignment({ target: inner.name, start: start + inner.start, end: start + inner.end })
      this.addAssignment({ target: target.target, start: equals + 1, end })
    } else if (facts.calls) {
      this.count()
      scan.calls.push({ start, end })
    } else if (
      firstBracketEnd >= 0 &&
      this.startsPattern(start) &&
      (bytes[start] === 0x7b || firstBracketEnd === end)
    ) {
      this.addPattern(start, end)
    }
  }

  /** `({ a, b } = value)` as a statement, or `{ a, b } = value` in a sequence. */
  private startsPattern(start: number): boolean {
    if (this.bytes[start] === 0x7b) return true
    const inside = new LevelReader(this.bytes, this.brackets, start + 1)
    return this.bytes[start] === 0x28 && inside.is(0x7b)
  }

  private imports(): void {
    const span = { start: this.reader.at, end: -1 }
    this.reader.takeWord()
    this.readSpecifier()
    span.end = this.reader.lastEnd
    this.reader.take(0x3b)
    this.count()
    this.scan.imports.push(span)
  }

  /** `a, { b } from "c" with { type: "json" }`, behind `import` or `export`. */
  private readSpecifier(): void {
    const { reader } = this
    for (let charClass = reader.next(); charClass !== CharClass.Quote; charClass = reader.next()) {
      if (charClass === CharClass.Identifier) reader.takeWord()
      else if (charClass === CharClass.Open) reader.takeBracket(Bracket.Value)
      else if (!reader.take(0x2a) && !reader.take(0x2c)) return
    }
    reader.takeString()
    if (!reader.takeKeyword('with') && !reader.takeKeyword('assert')) return
    if (reader.is(0x7b)) reader.takeBracket(Bracket.Value)
  }

  private exports(): void {
    const { reader } = this
    const span = { start: reader.at, end: -1 }
    this.count()
    this.scan.exports.push(span)
    reader.takeWord()
    if (reader.is(0x2a)) this.readSpecifier()
    else if (reader.is(0x7b)) {
      reader.takeBracket(Bracket.Value)
      if (reader.takeKeyword('from')) this.readSpecifier()
    } else if (reader.takeKeyword('default')) {
      if (!this.exportedCallable()) reader.expression()
    } else if (!this.exportedCallable() && reader.takeWord()) {
      this.variables()
    }
    span.end = reader.lastEnd
    reader.take(0x3b)
  }

  /** A function or class behind `export`, with or without `default`. */
  private exportedCallable(): boolean {
    const { reader } = this
    const word = reader.keyword()
    const isAsync =
      word === '' && reader.isAsyncPrefix() && reader.isWord(reader.sameLineWord(reader.at + 5), 'function')
    if (!isAsync && word !== 'function' && word !== 'class') return false
    this.declare(word === 'class' ? 'class' : 'function')
    return true
  }

  private count(): void {
    if (++this.counted > MOST_BINDINGS) throw new OutOfSteps('too many names in one scope')
  }

  private addPattern(start: number, end: number): void {
    this.count()
    this.scan.patterns.push({ start, end })
  }

  private addAssignment(assignment: Assignment): void {
    this.count()
    const { target: name, start, end } = assignment
    addTo(this.scan.assignments, name, assignment)
    if (!name.includes('.')) this.scan.bindings.addAssignment(name, start, end)
  }

  private addDeclaration(kind: Declaration['kind'], { start: from, end: to }: Span, start: number, init: number): void {
    const name = this.text(from, to)
    // A name with an escape is not spelled as others spell it.
    if (name.includes('\\')) return
    this.count()
    this.scan.bindings.addDeclaration(kind, name, start, this.reader.lastEnd, init)
  }
}

function addTo<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  const list = lists.get(name)
  if (list) list.push(item)
  else lists.set(name, [item])
}
