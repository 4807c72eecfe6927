import { type AnyNode, type Node, type Options, Parser } from 'acorn'
import { TooMuchSource } from './bounded-parser.js'

/** A value given to a name: UTF-16 offsets into the text. */
interface Binding {
  name: string
  start: number
  end: number
}

interface OpenScope {
  declared: Set<string>
  /** A function or static block, where `var`s belong. */
  isHome: boolean
  /** How many bindings had been seen when it began. */
  from: number
}

/** The methods of acorn's parser that are watched; they are how acorn lets plugins in. */
interface AcornInternals {
  parse(): unknown
  startNode(): Node
  startNodeAt(pos: number, loc: unknown): Node
  finishNode(node: Node, type: string): AnyNode
  parseStatement(context?: string, topLevel?: boolean, exports?: unknown): AnyNode
  toAssignable(node: AnyNode, isBinding?: boolean, errors?: unknown): AnyNode
  enterScope(flags: number): void
  exitScope(): void
}

const AcornParser = Parser as unknown as new (options: Options, text: string) => AcornInternals

/** acorn's flags of scopes and kinds of bindings. */
const HOME = 1 | 2 | 256
const VAR = 1
const OUTSIDE = 5
/** Nodes of one statement that are kept at a time. */
const MOST_NODES = 1_000_000

/**
 * Parses a whole file for the values it gives to names of its outermost scope: initialisers of `var`s in nested blocks, and
 * assignments in functions that do not declare the name themselves. No tree is kept: what a statement holds is forgotten when
 * it ends, so that a large file takes little memory.
 */
export class BindingParser extends AcornParser {
  private bindings: Binding[] = []
  private nodes = 0
  declare private open: OpenScope[] | undefined
  private readonly byNode = new WeakMap<AnyNode, Binding>()

  /** As in the bounded parser. */
  catchStackOverflow<T>(parse: () => T): T {
    return parse()
  }

  /** @throws SyntaxError, or RangeError when it is nested too deeply or one statement is too large */
  static read(text: string, sourceType: 'module' | 'script'): Map<string, Binding[]> {
    const parser = new BindingParser(
      { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true, allowHashBang: true },
      text,
    )
    parser.parse()
    const index = new Map<string, Binding[]>()
    for (const binding of parser.bindings) {
      const list = index.get(binding.name)
      if (list) list.push(binding)
      else index.set(binding.name, [binding])
    }
    return index
  }

  override startNode(): Node {
    this.count()
    return super.startNode()
  }

  override startNodeAt(pos: number, loc: unknown): Node {
    this.count()
    return super.startNodeAt(pos, loc)
  }

  private count(): void {
    if (++this.nodes > MOST_NODES) throw new TooMuchSource('more source in one statement than a schema has')
  }

  override finishNode(started: Node, type: string): AnyNode {
    const node = super.finishNode(started, type)
    if (node.type === 'AssignmentExpression') {
      if (node.operator === '=' && node.left.type === 'Identifier') this.bind(node, node.left.name, node.right)
    } else if (node.type === 'VariableDeclarator' && node.init && node.id.type === 'Identifier') {
      this.bind(node, node.id.name, node.init)
    }
    return node
  }

  private bind(node: AnyNode, name: string, { start, end }: Node): void {
    const binding = { name, start, end }
    this.bindings.push(binding)
    if (node.type === 'AssignmentExpression') this.byNode.set(node, binding)
  }

  /** `(name = value) => …` looks like an assignment until the arrow. */
  override toAssignable(node: AnyNode, isBinding?: boolean, errors?: unknown): AnyNode {
    const binding = this.byNode.get(node)
    if (binding) binding.name = ''
    return super.toAssignable(node, isBinding, errors)
  }

  override parseStatement(context?: string, topLevel?: boolean, exports?: unknown): AnyNode {
    const before = this.nodes
    const statement = super.parseStatement(context, topLevel, exports)
    forget(statement)
    this.nodes = before + 1
    return statement
  }

  // Called by acorn's constructor already, before fields are set.
  override enterScope(flags: number): void {
    const from = this.open === undefined ? 0 : this.bindings.length
    this.open ??= []
    this.open.push({ declared: new Set(), isHome: (flags & HOME) !== 0, from })
    super.enterScope(flags)
  }

  override exitScope(): void {
    const { declared, from } = this.open!.pop()!
    if (declared.size > 0) {
      const kept = this.bindings.slice(from).filter(({ name }) => !declared.has(name))
      this.bindings.length = from
      for (const binding of kept) this.bindings.push(binding)
    }
    super.exitScope()
  }

  /** Whether a name is declared twice is not our question, and acorn's way to find out takes long for many names. */
  declareName(name: string, kind: number): void {
    if (kind === OUTSIDE) return
    const home = kind === VAR ? this.open!.findLast((scope) => scope.isHome) : this.open!.at(-1)
    home?.declared.add(name)
  }

  checkLocalExport(): void {}
}

/** Drops what is below a statement, apart from what acorn looks at later: directives, exported names. */
function forget(statement: AnyNode): void {
  switch (statement.type) {
    case 'ExpressionStatement':
      if (statement.expression.type !== 'Literal')
        drop(statement, 'expression', { ...statement.expression, type: 'Super' })
      return
    case 'VariableDeclaration':
      for (const declarator of statement.declarations) declarator.init = null
      return
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
      return
    default:
      for (const name of [
        'body',
        'params',
        'superClass',
        'consequent',
        'alternate',
        'cases',
        'block',
        'handler',
        'finalizer',
      ]) {
        if (name in statement) drop(statement, name, null)
      }
      for (const name of ['test', 'argument', 'init', 'update', 'left', 'right', 'discriminant', 'object']) {
        if (name in statement) drop(statement, name, null)
      }
  }
}

function drop(statement: AnyNode, name: string, by: unknown): void {
  ;(statement as unknown as Record<string, unknown>)[name] = by
}
