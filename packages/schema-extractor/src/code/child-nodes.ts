import type { AnyNode } from 'acorn'

/** The nodes directly below a node. */
export function childNodes(node: AnyNode): AnyNode[] {
  const nodes: AnyNode[] = []
  for (const name in node) {
    const value: unknown = node[name as keyof AnyNode]
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) nodes.push(item)
    } else if (isNode(value)) nodes.push(value)
  }
  return nodes
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
