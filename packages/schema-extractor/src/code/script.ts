import type { Expression } from 'acorn'
import { BoundedParser, TooMuchSource } from './bounded-parser.js'
import { Meter } from './meter.js'
import { scanScope, type ScopeScan } from './scan-scope.js'

/** A parsed stretch of a script. Node offsets count UTF-16 units of `text`; {@link Unit.byteOffset} turns them into bytes. */
export class Unit {
  private readonly ascii: boolean
  /** For each {@link BLOCK} units of text, the bytes before them. */
  private marks: number[] | undefined

  constructor(
    readonly script: Script,
    readonly text: string,
    /** Byte offset of `text` in the script. */
    readonly base: number,
    byteLength: number,
  ) {
    this.ascii = byteLength === text.length
  }

  byteOffset(offset: number): number {
    if (this.ascii) return this.base + offset
    const marks = (this.marks ??= this.mark())
    const block = Math.min(Math.floor(offset / BLOCK), marks.length - 1)
    return this.base + marks[block]! + byteLength(this.text, block * BLOCK, offset)
  }

  private mark(): number[] {
    const marks = [0]
    for (let at = BLOCK; at <= this.text.length; at += BLOCK) {
      marks.push(marks.at(-1)! + byteLength(this.text, at - BLOCK, at))
    }
    return marks
  }
}

const BLOCK = 512

/** UTF-8 bytes of a stretch of text; both halves of a surrogate pair count as two. */
function byteLength(text: string, start: number, end: number): number {
  let bytes = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3
  }
  return bytes
}

export interface ParsedExpression {
  unit: Unit
  node: Expression
}

/** Thrown where a stretch of source is not an expression that can be read. */
export class SourceSyntaxError extends Error {
  override readonly name = 'SourceSyntaxError'
  constructor(
    message: string,
    readonly file: string,
    readonly offset: number,
  ) {
    super(message)
  }

  /** What acorn threw, in our words; `byteOffset` turns its positions into offsets. */
  static of(error: unknown, file: string, byteOffset: (position: number) => number): SourceSyntaxError {
    if (error instanceof TooMuchSource) return new SourceSyntaxError(error.message, file, byteOffset(0))
    if (error instanceof RangeError) return new SourceSyntaxError('nested too deeply', file, byteOffset(0))
    const { message, pos = 0 } = error as SyntaxError & { pos?: number }
    return new SourceSyntaxError(message.replace(/ \(\d+:\d+\)$/, ''), file, byteOffset(pos))
  }
}

/** One JavaScript file of the bundle, scanned and parsed only where something asks for it. */
export class Script {
  private readonly scans = new Map<number, ScopeScan>()
  private readonly parsed = new Map<string, ParsedExpression | SourceSyntaxError>()

  constructor(
    readonly path: string,
    readonly bytes: Buffer,
    /** Counts what scanning and parsing take. */
    readonly meter = new Meter(),
    private readonly parser = new BoundedParser(),
  ) {}

  /** What the scope that begins at a byte offset declares: 0 for the file, else the offset behind a block's brace. */
  scan(start: number, watched: readonly number[] = []): ScopeScan {
    const known = this.scans.get(start)
    const missing = known ? watched.filter((offset) => !known.blocksAround.has(offset)) : watched
    if (known && missing.length === 0) return known
    const fresh = scanScope(this.bytes, start, missing)
    this.meter.spend((fresh.end - start) >> 9)
    if (!known) {
      this.meter.spend(fresh.bindings.size + fresh.assignments.size + fresh.calls.length)
      this.scans.set(start, fresh)
      return fresh
    }
    for (const [offset, blocks] of fresh.blocksAround) known.blocksAround.set(offset, blocks)
    return known
  }

  /**
   * Parses the expression, function or class between two byte offsets.
   * @throws SourceSyntaxError when it is not exactly one expression
   */
  parse(start: number, end: number): ParsedExpression {
    const id = `${start}-${end}`
    let parsed = this.parsed.get(id)
    if (!parsed) this.parsed.set(id, (parsed = this.parseAnew(start, end)))
    if (parsed instanceof SourceSyntaxError) throw parsed
    return parsed
  }

  private parseAnew(start: number, end: number): ParsedExpression | SourceSyntaxError {
    this.meter.spend((end - start) >> 3)
    const text = this.bytes.toString('utf8', start, end)
    const byteOffset = (at: number) => start + Buffer.byteLength(text.slice(0, at))
    let node: Expression
    try {
      node = this.parser.parseExpressionAt(text, 0, {
        ecmaVersion: 'latest',
        sourceType: 'module',
        allowAwaitOutsideFunction: true,
        allowSuperOutsideMethod: true,
        allowHashBang: false,
      })
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      return SourceSyntaxError.of(error, this.path, byteOffset)
    }
    // A parenthesised expression ends before its closing parentheses.
    if (!isOver(text, node.end)) {
      return new SourceSyntaxError('Unexpected text behind an expression', this.path, byteOffset(node.end))
    }
    return { unit: new Unit(this, text, start, end - start), node }
  }
}

/** Whether nothing but closing parentheses, a semicolon, space and comments follows. */
function isOver(text: string, at: number): boolean {
  const blank = /[\s);]*/y
  for (;;) {
    blank.lastIndex = at
    at += blank.exec(text)![0].length
    if (at === text.length) return true
    const end = text.startsWith('/*', at)
      ? text.indexOf('*/', at + 2) + 2
      : text.startsWith('//', at)
        ? text.indexOf('\n', at) + 1 || text.length
        : 0
    if (end <= at) return false
    at = end
  }
}
