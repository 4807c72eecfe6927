import type { AnyNode, Expression, Pattern } from 'acorn'
import { childNodes } from '../code/child-nodes.js'
import type { Meter } from '../code/meter.js'
import { patternNames } from '../code/pattern-names.js'
import { hoistedNames } from './hoisted-names.js'
import type { Scope } from './scope.js'
import type { Unknown } from './values.js'
import { ArrayValue, CollectionValue, FunctionValue, ObjectValue } from './values.js'

/** What a stretch of code may change: variables, and what variables hold. */
interface Effects {
  /** Whether control may leave the stretch before its end. */
  leaves: boolean
  /** Whether it may leave the function with a value. */
  returns: boolean
  /** Names it declares for the whole function. */
  declared: Set<string>
  assigned: Set<string>
  /** Names of objects that it writes to, or hands to something that may. */
  changed: Set<string>
}

/** Functions that are looked into for what they change. */
const MOST_FUNCTIONS = 100

const known = new WeakMap<AnyNode, Effects>()

/** Whether a statement ends where it ends, whatever happens in it: what stands behind it runs in any case. */
export function endsInPlace(statement: AnyNode): boolean {
  return !effectsOf(statement).leaves
}

/** Whether a statement may be the one that gives the function's value. */
export function mayReturn(statement: AnyNode): boolean {
  return effectsOf(statement).returns
}

/** Makes unknown what code that could not be followed may have changed, itself or through functions it calls. */
export function forget(
  nodes: readonly AnyNode[],
  scope: Scope,
  unknown: Unknown,
  meter: Meter,
  seen = new Set<AnyNode>(),
): void {
  for (const node of nodes) {
    if (seen.has(node)) continue
    seen.add(node)
    const { assigned, changed } = effectsOf(node)
    meter.spend(1 + assigned.size + changed.size)
    for (const name of assigned) scope.lookup(name)?.set(unknown)
    for (const name of changed) {
      const cell = scope.lookup(name)
      const value = cell?.peek()
      if (value instanceof ArrayValue && !value.open) value.certain = value.items.length
      if (value instanceof ObjectValue || value instanceof ArrayValue) value.open ??= unknown
      else if (value instanceof CollectionValue) cell!.set(unknown)
      else if (value instanceof FunctionValue && seen.size < MOST_FUNCTIONS)
        forget([value.node as AnyNode], value.scope, unknown, meter, seen)
    }
  }
}

/** Names that a statement declares in the scope around it. */
export function declaredNames(statement: AnyNode): ReadonlySet<string> {
  return effectsOf(statement).declared
}

function effectsOf(node: AnyNode): Effects {
  let effects = known.get(node)
  if (!effects) {
    effects = { leaves: false, returns: false, declared: new Set(), assigned: new Set(), changed: new Set() }
    collect(node, effects, { inner: new Set(), inFunction: false })
    known.set(node, effects)
  }
  return effects
}

interface Within {
  /** Names that blocks and functions inside the code have for themselves. */
  inner: ReadonlySet<string>
  inFunction: boolean
}

function collect(node: AnyNode, effects: Effects, within: Within): void {
  note(node, effects, within)
  const names = ownNames(node)
  const inFunction = within.inFunction || 'params' in node
  const inside = { inner: names.length > 0 ? new Set([...within.inner, ...names]) : within.inner, inFunction }
  for (const child of childNodes(node)) collect(child, effects, inside)
}

/** The names that a function or block binds for itself. */
function ownNames(node: AnyNode): string[] {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      const body = node.body.type === 'BlockStatement' ? hoistedNames(node.body.body) : []
      return [...node.params.flatMap(patternNames), ...body]
    }
    case 'BlockStatement':
      return node.body.flatMap(lexicalNames)
    case 'ForStatement':
      return node.init?.type === 'VariableDeclaration' ? lexicalNames(node.init) : []
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? lexicalNames(node.left) : []
    case 'CatchClause':
      return node.param ? patternNames(node.param) : []
    default:
      return []
  }
}

function lexicalNames(statement: AnyNode): string[] {
  if (statement.type === 'VariableDeclaration')
    return statement.kind === 'var' ? [] : statement.declarations.flatMap(({ id }) => patternNames(id))
  return statement.type === 'ClassDeclaration' || statement.type === 'FunctionDeclaration'
    ? [statement.id?.name ?? '']
    : []
}

function note(node: AnyNode, effects: Effects, { inner, inFunction }: Within): void {
  const assign = (name: string) => {
    if (!inner.has(name)) effects.assigned.add(name)
  }
  const change = (name: string | undefined) => {
    if (name !== undefined && !inner.has(name)) effects.changed.add(name)
  }
  const write = (target: Pattern | Expression) => {
    if (target.type === 'MemberExpression') change(rootName(target))
    else patternNames(target).forEach(assign)
  }
  const declare = (name: string) => {
    if (inner.has(name)) return
    effects.assigned.add(name)
    effects.declared.add(name)
  }
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'YieldExpression':
      // A `break` of a loop inside stays inside, but telling is not worth the effort.
      if (!inFunction) effects.leaves = true
      if (!inFunction && node.type === 'ReturnStatement') effects.returns = true
      return
    case 'VariableDeclaration':
      for (const { id } of node.declarations) patternNames(id).forEach(declare)
      return
    case 'ClassDeclaration':
      if (node.id) declare(node.id.name)
      return
    case 'AssignmentExpression':
      write(node.left)
      return
    case 'UpdateExpression':
      write(node.argument)
      return
    case 'UnaryExpression':
      if (node.operator === 'delete') write(node.argument)
      return
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type !== 'VariableDeclaration') write(node.left)
      return
    case 'CallExpression':
      for (const part of [node.callee, ...node.arguments]) change(rootName(part))
      return
    default:
  }
}

/** `a` of `a`, `a.b` and `a.b[c]`. */
function rootName(node: AnyNode): string | undefined {
  let root = node
  while (root.type === 'MemberExpression') root = root.object
  return root.type === 'Identifier' ? root.name : undefined
}
