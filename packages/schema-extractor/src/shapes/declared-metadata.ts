import type { AnyNode, CallExpression, Expression } from 'acorn'
import { childNodes } from '../code/child-nodes.js'
import type { Span } from '../code/scan-scope.js'
import type { ParsedExpression, Script, Unit } from '../code/script.js'

/** An object literal of metadata in a declaration, and the call it is an argument of. */
export interface DeclaredMetadata {
  node: Expression
  call: CallExpression | undefined
  unit: Unit
}

/** Every object literal of an expression that `matches`, found in its syntax alone; functions are looked into as well. */
export function* declaredMetadata(
  script: Script,
  { start, end }: Span,
  matches: (node: AnyNode) => boolean,
): Generator<DeclaredMetadata> {
  if (start < 0) return
  let parsed: ParsedExpression
  try {
    parsed = script.parse(start, end)
  } catch {
    return
  }
  const pending: { node: AnyNode; call: CallExpression | undefined }[] = [{ node: parsed.node, call: undefined }]
  while (pending.length > 0) {
    const { node, call } = pending.pop()!
    if (matches(node)) yield { node: node as Expression, call, unit: parsed.unit }
    const inner = node.type === 'CallExpression' ? node : undefined
    for (const child of childNodes(node)) pending.push({ node: child, call: inner })
  }
}
