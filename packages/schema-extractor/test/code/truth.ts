import { type AnyNode, type Expression, parse, Parser, type Program } from 'acorn'
import type { BoundedParser } from '../../src/code/bounded-parser.js'
import type { Meter } from '../../src/code/meter.js'
import { assignmentTarget } from '../../src/code/assignment-target.js'
import type { ScopeScan } from '../../src/code/scan-scope.js'
import { Script } from '../../src/code/script.js'

/** What a scope declares: for each name the texts of its values, `function`, `class`, or nothing. */
export interface ScopeFacts {
  declarations: Record<string, string[]>
  patterns: string[]
  assignments: Record<string, string[]>
  imports: string[]
  exports: string[]
}

/** What acorn says of a file's outermost scope. */
export function factsByAcorn(text: string): ScopeFacts {
  const facts: ScopeFacts = { declarations: {}, patterns: [], assignments: {}, imports: [], exports: [] }
  const put = (table: Record<string, string[]>, name: string, value: string) =>
    (Object.hasOwn(table, name) ? table[name]! : (table[name] = [])).push(value)
  const of = (node: AnyNode) => text.slice(node.start, node.end)
  const declare = (node: AnyNode | null | undefined): void => {
    if (node?.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations) {
        if (id.type === 'Identifier') put(facts.declarations, of(id), init ? of(init) : '')
        else facts.patterns.push(`${of(id)}=${of(init!)}`)
      }
    } else if ((node?.type === 'FunctionDeclaration' || node?.type === 'ClassDeclaration') && node.id) {
      put(facts.declarations, of(node.id), of(node))
    }
  }
  const assign = (node: Expression): void => {
    if (node.type === 'SequenceExpression') node.expressions.forEach(assign)
    if (node.type !== 'AssignmentExpression' || node.operator !== '=') return
    if (node.left.type === 'ObjectPattern') facts.patterns.push(`${of(node.left)}=${of(node.right)}`)
    const found = assignmentTarget(of(node.left))
    if (!found) return
    const left = of(node.left)
    if (found.inner) put(facts.assignments, found.inner.name, left.slice(found.inner.start, found.inner.end))
    put(facts.assignments, found.target, of(node.right))
  }
  for (const node of parseWhole(text).body) {
    if (node.type === 'ImportDeclaration') facts.imports.push(of(node))
    else if (node.type.startsWith('Export')) {
      facts.exports.push(of(node))
      if ('declaration' in node) declare(node.declaration)
    } else if (node.type === 'ExpressionStatement') assign(node.expression)
    else declare(node)
  }
  return sorted(facts)
}

export function parseWhole(text: string): Program {
  const options = { ecmaVersion: 'latest', allowReturnOutsideFunction: true, allowHashBang: true } as const
  try {
    return parse(text, { ...options, sourceType: 'module' })
  } catch {
    return parse(text, { ...options, sourceType: 'script' })
  }
}

/** The same as the scan sees it, its values cut to the expression that is parsed there. */
export function factsByScan(text: string, scan: ScopeScan): ScopeFacts {
  const bytes = Buffer.from(text)
  // All of a file is parsed here, which is more than a schema may have.
  const meter = { spend: () => {}, search: () => {} } as unknown as Meter
  const parser = { parseExpressionAt: Parser.parseExpressionAt.bind(Parser) } as unknown as BoundedParser
  const script = new Script('main.js', bytes, meter, parser)
  const expression = (start: number, end: number): string => {
    const { node, unit } = script.parse(start, end)
    return bytes.toString('utf8', unit.byteOffset(node.start), unit.byteOffset(node.end))
  }
  const facts: ScopeFacts = { declarations: {}, patterns: [], assignments: {}, imports: [], exports: [] }
  for (const name of scan.bindings.declaredNames()) {
    facts.declarations[name] = scan.bindings
      .declarations(name)
      .map(({ init, end }) => (init < 0 ? '' : expression(init, end)))
  }
  for (const [target, list] of scan.assignments) {
    facts.assignments[target] = list.map(({ start, end }) => expression(start, end))
  }
  for (const { start, end } of scan.patterns) {
    const { node, unit } = script.parse(start, end)
    // An object in parentheses may be a pattern; whoever reads it finds out.
    if (node.type !== 'AssignmentExpression') continue
    facts.patterns.push(
      `${unit.text.slice(node.left.start, node.left.end)}=${unit.text.slice(node.right.start, node.right.end)}`,
    )
  }
  const statement = ({ start, end }: { start: number; end: number }) => bytes.toString('utf8', start, end)
  facts.imports = scan.imports.map(statement)
  facts.exports = scan.exports.map(statement)
  return sorted(facts)
}

function sorted(facts: ScopeFacts): ScopeFacts {
  const entries = (table: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(table).sort(([left], [right]) => (left < right ? -1 : 1)))
  // A statement's end is its semicolon, which one side counts in and the other does not.
  const bare = (list: string[]) => list.map((statement) => statement.replace(/(?:\s|;|\/\*[^]*?\*\/|\/\/.*)*$/, ''))
  return {
    declarations: entries(facts.declarations),
    patterns: facts.patterns,
    assignments: entries(facts.assignments),
    imports: bare(facts.imports),
    exports: bare(facts.exports),
  }
}
