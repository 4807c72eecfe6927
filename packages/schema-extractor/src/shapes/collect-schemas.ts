import type { AnyNode, CallExpression, Expression } from 'acorn'
import { childNodes } from '../code/child-nodes.js'
import type { Declaration } from '../code/binding-table.js'
import type { Span } from '../code/scan-scope.js'
import type { ParsedExpression, Script } from '../code/script.js'
import type { Program } from '../evaluate/program.js'
import type { SourceScope } from '../evaluate/source-scope.js'
import { ArrayValue, ObjectValue, type Value } from '../evaluate/values.js'
import { ZodValue } from '../zod/zod-value.js'

/** A piece of source that holds the metadata of settings, or composes such pieces. */
export interface SchemaSource {
  scope: SourceScope
  /** The name it is declared under; absent for an expression that nothing names. */
  name?: string
  /** The whole declaration or expression. */
  start: number
  /** The expression: the initialiser of a declaration. */
  expression: Span
  value: Value
}

/** A declaration larger than this is a wrapper around a whole bundle, not a schema. */
const LARGEST_DECLARATION = 1 << 20
/** How far behind the last piece the declaration that composes them is looked for first. */
const NEARBY = 1 << 16

/**
 * The declarations that hold the metadata at the given offsets, and those that compose them, up to the whole schema:
 * a declaration belongs here when its initialiser names one that does, inside an object or list handed to a call.
 */
export function collectSchemas(program: Program, script: Script, offsets: readonly number[]): SchemaSource[] {
  script.scan(0, offsets)
  const found = new Map<Declaration, SchemaSource>()
  const unnamed = new Map<number, SchemaSource[]>()
  const take = (scope: SourceScope, declaration: Declaration): SchemaSource | undefined => {
    const { name, start, init, end } = declaration
    if (end - start > LARGEST_DECLARATION) return undefined
    const source = { scope, name, start, expression: { start: init, end }, value: scope.lookup(name)?.get() }
    found.set(declaration, source)
    return source
  }
  for (const offset of offsets) {
    let holds = false
    for (
      let scope: SourceScope | undefined = program.scopeAt(script, offset);
      scope && !holds;
      scope = scope.enclosing
    ) {
      const declaration = scope.declarationAround(offset)
      if (declaration) {
        // A function that makes schemas is called further out; a schema or a table of them is what was looked for.
        holds = holdsSchemas((found.get(declaration) ?? take(scope, declaration))?.value)
      } else {
        const expression = scope.expressionAround(offset)
        if (!expression) continue
        if (!unnamed.has(expression.start))
          unnamed.set(expression.start, schemaCalls(program, scope, expression, offsets))
        holds = unnamed.get(expression.start)!.length > 0
      }
    }
  }
  climb(script, found, take)
  return [...found.values(), ...[...unnamed.values()].flat()]
}

function holdsSchemas(value: Value): boolean {
  return value instanceof ZodValue || value instanceof ObjectValue || value instanceof ArrayValue
}

/** The outermost calls in an expression that hold metadata and evaluate to schemas: what a minifier inlined where it is used. */
function schemaCalls(program: Program, scope: SourceScope, span: Span, offsets: readonly number[]): SchemaSource[] {
  if (span.end - span.start > LARGEST_DECLARATION) return []
  let parsed: ParsedExpression
  try {
    parsed = scope.script.parse(span.start, span.end)
  } catch {
    return []
  }
  const { node, unit } = parsed
  const sources: SchemaSource[] = []
  const pending: AnyNode[] = [node]
  while (pending.length > 0) {
    const part = pending.pop()!
    const expression = { start: unit.byteOffset(part.start), end: unit.byteOffset(part.end) }
    if (!offsets.some((offset) => expression.start <= offset && offset < expression.end)) continue
    if (part.type === 'CallExpression' || part.type === 'ObjectExpression') {
      const value = program.evaluator.evaluateSafely(part, { scope, unit, thisValue: undefined })
      if (value instanceof ZodValue) {
        sources.push({ scope, start: expression.start, expression, value })
        continue
      }
    }
    pending.push(...childNodes(part))
  }
  return sources
}

function climb(
  script: Script,
  found: Map<Declaration, SchemaSource>,
  take: (scope: SourceScope, declaration: Declaration) => SchemaSource | undefined,
): void {
  let fresh = [...found.values()]
  while (fresh.length > 0) {
    const names = [...new Set(fresh.flatMap((source) => source.name ?? []))]
    const scopes = [...new Set(fresh.map((source) => source.scope))]
    const start = Math.min(...fresh.map((source) => source.start))
    const end = Math.max(...fresh.map((source) => source.expression.end))
    fresh = scopes
      .flatMap((scope) =>
        composers(script, scope, names, start, end + NEARBY)
          // Another scope may have something else under one of the names.
          .filter((declaration) => !found.has(declaration))
          .map((declaration) => ({ scope, declaration })),
      )
      .flatMap(({ scope, declaration }) => take(scope, declaration) ?? [])
  }
}

/** Declarations between two offsets that name one of the given names where a schema would be composed. */
function composers(script: Script, scope: SourceScope, names: string[], start: number, end: number): Declaration[] {
  const text = script.bytes.toString('latin1', start, Math.min(end, scope.span.end))
  const pattern = new RegExp(
    `(?<![\\w$.])(?:${names.map((name) => name.replace(/\$/g, '\\$')).join('|')})(?![\\w$:])`,
    'g',
  )
  const wanted = new Set(names)
  const declarations = scope.declarationsBetween(start, end)
  const result: Declaration[] = []
  let index = 0
  for (const match of text.matchAll(pattern)) {
    const at = start + match.index
    while (index < declarations.length && declarations[index]!.end <= at) index++
    const declaration = declarations[index]
    if (!declaration || declaration.start > at || declaration.kind !== 'variable' || declaration.init < 0) continue
    if (result.at(-1) === declaration) continue
    if (composes(script, declaration, wanted)) result.push(declaration)
  }
  return result
}

/** `call({ a: name, …, ...name })`, `call("x", [name])`, `call(name, {})`, also with methods behind, and plain objects of these. */
function composes(script: Script, declaration: Declaration, names: ReadonlySet<string>): boolean {
  if (declaration.end - declaration.init > LARGEST_DECLARATION) return false
  let node: Expression
  try {
    node = script.parse(declaration.init, declaration.end).node
  } catch {
    return false
  }
  const mentions = (part: AnyNode | null | undefined): boolean => {
    if (!part) return false
    switch (part.type) {
      case 'Identifier':
        return names.has(part.name)
      case 'SpreadElement':
        return mentions(part.argument)
      case 'MemberExpression':
        return mentions(part.object)
      case 'CallExpression':
        return mentions(part.callee) || part.arguments.some(mentions)
      case 'ArrayExpression':
        return part.elements.some(mentions)
      case 'ObjectExpression':
        return part.properties.some((property) =>
          property.type === 'SpreadElement' ? mentions(property.argument) : mentions(property.value),
        )
      default:
        return false
    }
  }
  if (node.type === 'ObjectExpression') return mentions(node)
  if (node.type !== 'CallExpression') return false
  const holds = (call: CallExpression): boolean =>
    call.arguments.some(
      (argument) =>
        argument.type === 'ObjectExpression' ||
        argument.type === 'ArrayExpression' ||
        (argument.type === 'CallExpression' && holds(argument)),
    ) ||
    (call.callee.type === 'MemberExpression' &&
      call.callee.object.type === 'CallExpression' &&
      holds(call.callee.object)) ||
    (call.callee.type === 'Identifier' && names.has(call.callee.name))
  return holds(node) && mentions(node)
}

/** Every zod schema in a value, outermost first; lists and plain objects are looked into, schemas are not. */
export function* schemasIn(value: Value, depth = 0): Generator<ZodValue> {
  if (value instanceof ZodValue) yield value
  else if (depth > 4) return
  else if (value instanceof ArrayValue) for (const item of value.items) yield* schemasIn(item, depth + 1)
  else if (value instanceof ObjectValue) {
    for (const slot of value.slots.values()) if ('value' in slot) yield* schemasIn(slot.value, depth + 1)
  }
}
