import type { AnyNode } from 'acorn'

/** The nodes directly below a node. */
export function childNodes(node: AnyNode): AnyNode[] {
  const nodes: AnyNode[] = []
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) nodes.push(...value.filter(isNode))
    else if (isNode(value)) nodes.push(value)
  }
  return nodes
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
