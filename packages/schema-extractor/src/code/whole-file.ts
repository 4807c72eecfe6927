import { type AnyNode, parse, type Program } from 'acorn'
import { childNodes } from './child-nodes.js'
import type { Span } from './scan-scope.js'
import { type Script, SourceSyntaxError } from './script.js'

const programs = new WeakMap<Script, { program: Program; text: string }>()

/**
 * Every value that a file gives a name of its outermost scope anywhere: initialisers of `var`s inside blocks and
 * assignments inside functions that do not redeclare the name. The file is parsed whole: the last resort.
 * @throws SourceSyntaxError when it cannot be parsed
 */
export function wholeFileBindings(script: Script, name: string): Span[] {
  const { program, text } = wholeProgram(script)
  const found: Span[] = []
  const add = (node: AnyNode) =>
    found.push({
      start: Buffer.byteLength(text.slice(0, node.start)),
      end: Buffer.byteLength(text.slice(0, node.end)),
    })
  // An explicit stack: minified code nests deeper than recursion allows.
  const pending: AnyNode[] = [...program.body]
  while (pending.length > 0) {
    const node = pending.pop()!
    if (isFunction(node) && redeclares(node, name)) continue
    if (
      node.type === 'AssignmentExpression' &&
      node.operator === '=' &&
      node.left.type === 'Identifier' &&
      node.left.name === name
    ) {
      add(node.right)
    }
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name && node.init) {
      add(node.init)
    }
    pending.push(...childNodes(node))
  }
  return found
}

function wholeProgram(script: Script): { program: Program; text: string } {
  const known = programs.get(script)
  if (known) return known
  const text = script.bytes.toString('utf8')
  const options = { ecmaVersion: 'latest', allowReturnOutsideFunction: true, allowHashBang: true } as const
  let program: Program
  try {
    program = parse(text, { ...options, sourceType: 'module' })
  } catch (error) {
    try {
      program = parse(text, { ...options, sourceType: 'script' })
    } catch {
      // As a module it failed first: that is the error to tell.
      const offset = error instanceof SyntaxError && 'pos' in error ? Number(error.pos) : 0
      throw new SourceSyntaxError(error instanceof Error ? error.message : String(error), script.path, offset)
    }
  }
  const entry = { program, text }
  programs.set(script, entry)
  return entry
}

function isFunction(node: AnyNode): boolean {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  )
}

function redeclares(node: AnyNode, name: string): boolean {
  const pending: AnyNode[] = 'params' in node ? [...node.params] : []
  if (pending.some((parameter) => binds(parameter, name))) return true
  if ('body' in node && node.body && !Array.isArray(node.body)) pending.push(node.body)
  while (pending.length > 0) {
    const inner = pending.pop()!
    if (inner.type === 'VariableDeclarator' && binds(inner.id, name)) return true
    if ((inner.type === 'FunctionDeclaration' || inner.type === 'ClassDeclaration') && inner.id?.name === name)
      return true
    if (!isFunction(inner)) pending.push(...childNodes(inner))
  }
  return false
}

function binds(pattern: AnyNode, name: string): boolean {
  const pending: AnyNode[] = [pattern]
  while (pending.length > 0) {
    const part = pending.pop()!
    if (part.type === 'Identifier' && part.name === name) return true
    pending.push(...childNodes(part))
  }
  return false
}
