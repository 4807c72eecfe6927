import type { AnyNode, CallExpression, Expression } from 'acorn'
import type { Declaration } from '../code/scan-scope.js'
import { type Script, type Unit } from '../code/script.js'

/** An object literal of metadata in a declaration, and the call it is an argument of. */
export interface DeclaredMetadata {
  node: Expression
  call: CallExpression | undefined
  unit: Unit
}

/** Every object literal of a declaration that `matches`, found in its syntax alone; functions are looked into as well. */
export function* declaredMetadata(
  script: Script,
  declaration: Declaration,
  matches: (node: AnyNode) => boolean,
): Generator<DeclaredMetadata> {
  if (declaration.init < 0) return
  let parsed
  try {
    parsed = script.parse(declaration.init, declaration.end)
  } catch {
    return
  }
  const pending: { node: AnyNode; call: CallExpression | undefined }[] = [{ node: parsed.node, call: undefined }]
  while (pending.length > 0) {
    const { node, call } = pending.pop()!
    if (matches(node)) yield { node: node as Expression, call, unit: parsed.unit }
    const inner = node.type === 'CallExpression' ? node : undefined
    for (const value of Object.values(node) as unknown[]) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof child === 'object' && child !== null && 'type' in child && typeof child.type === 'string') {
          pending.push({ node: child as AnyNode, call: inner })
        }
      }
    }
  }
}
