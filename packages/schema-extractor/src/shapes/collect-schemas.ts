import type { CallExpression, Expression } from 'acorn'
import type { AnyNode } from 'acorn'
import type { Declaration } from '../code/scan-scope.js'
import type { Script } from '../code/script.js'
import type { Program } from '../evaluate/program.js'
import type { SourceScope } from '../evaluate/source-scope.js'
import { ArrayValue, ObjectValue, type Value } from '../evaluate/values.js'
import { ZodValue } from '../zod/zod-value.js'

/** A declaration around the metadata, or one that composes such declarations. */
export interface SchemaDeclaration {
  scope: SourceScope
  name: string
  declaration: Declaration
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
export function collectSchemas(program: Program, script: Script, offsets: readonly number[]): SchemaDeclaration[] {
  script.scan(0, offsets)
  const found = new Map<Declaration, SchemaDeclaration>()
  const take = (scope: SourceScope, declaration: Declaration): SchemaDeclaration | undefined => {
    if (found.has(declaration) || declaration.end - declaration.start > LARGEST_DECLARATION) return undefined
    const entry = { scope, name: declaration.name, declaration, value: scope.lookup(declaration.name)?.get() }
    found.set(declaration, entry)
    return entry
  }
  for (const offset of offsets) {
    for (let scope: SourceScope | undefined = program.scopeAt(script, offset); scope; scope = scope.enclosing) {
      const declaration = scope.declarationAround(offset)
      const value = declaration && (found.get(declaration) ?? take(scope, declaration))?.value
      // A function that makes schemas is called further out; a schema or a table of them is what was looked for.
      if (value instanceof ZodValue || value instanceof ObjectValue || value instanceof ArrayValue) break
    }
  }
  climb(script, found, take)
  return [...found.values()]
}

function climb(
  script: Script,
  found: Map<Declaration, SchemaDeclaration>,
  take: (scope: SourceScope, declaration: Declaration) => SchemaDeclaration | undefined,
): void {
  let fresh = [...found.values()]
  while (fresh.length > 0) {
    const names = [...new Set(fresh.map((entry) => entry.name))]
    const scopes = [...new Set(fresh.map((entry) => entry.scope))]
    const start = Math.min(...fresh.map((entry) => entry.declaration.start))
    const end = Math.max(...fresh.map((entry) => entry.declaration.end))
    const next: SchemaDeclaration[] = []
    for (const scope of scopes) {
      for (const declaration of composers(script, scope, names, start, end + NEARBY)) {
        const entry = found.has(declaration) ? undefined : take(scope, declaration)
        if (entry) next.push(entry)
      }
    }
    fresh = next
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
    if (result.at(-1) === declaration || wanted.has(declaration.name)) continue
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
