import { type Expression, parseExpressionAt } from 'acorn'
import { scanScope, type ScopeScan } from './scan-scope.js'

/** A parsed stretch of a script. Node offsets count UTF-16 units of `text`; {@link Unit.byteOffset} turns them into bytes. */
export class Unit {
  private readonly ascii: boolean

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
    return this.base + (this.ascii ? offset : Buffer.byteLength(this.text.slice(0, offset)))
  }
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
}

/** One JavaScript file of the bundle, scanned and parsed only where something asks for it. */
export class Script {
  private readonly scans = new Map<number, ScopeScan>()
  private readonly parsed = new Map<number, ParsedExpression>()

  constructor(
    readonly path: string,
    readonly bytes: Buffer,
  ) {}

  /** What the scope that begins at a byte offset declares: 0 for the file, else the offset behind a block's brace. */
  scan(start: number, watched?: readonly number[]): ScopeScan {
    let scan = this.scans.get(start)
    if (!scan || (watched && watched.some((offset) => !scan!.blocksAround.has(offset)))) {
      scan = scanScope(this.bytes, start, watched)
      this.scans.set(start, scan)
    }
    return scan
  }

  /**
   * Parses the expression, function or class between two byte offsets.
   * @throws SourceSyntaxError when it is not exactly one expression
   */
  parse(start: number, end: number): ParsedExpression {
    const known = this.parsed.get(start)
    if (known) return known
    const text = this.bytes.toString('utf8', start, end)
    let node: Expression
    try {
      node = parseExpressionAt(text, 0, {
        ecmaVersion: 'latest',
        sourceType: 'module',
        allowAwaitOutsideFunction: true,
        allowSuperOutsideMethod: true,
        allowHashBang: false,
      })
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      const at = error instanceof SyntaxError && 'pos' in error ? Number(error.pos) : 0
      const why = error instanceof RangeError ? 'nested too deeply' : error.message.replace(/ \(\d+:\d+\)$/, '')
      throw new SourceSyntaxError(why, this.path, start + Buffer.byteLength(text.slice(0, at)))
    }
    const rest = text.slice(node.end).replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '')
    // A parenthesised expression ends before its closing parentheses.
    if (!/^[\s);]*$/.test(rest)) {
      throw new SourceSyntaxError('Unexpected text behind an expression', this.path, start + node.end)
    }
    const expression = { unit: new Unit(this, text, start, end - start), node }
    this.parsed.set(start, expression)
    return expression
  }
}
