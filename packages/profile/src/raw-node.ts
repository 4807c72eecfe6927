import type { RawMap, RawNode } from './source.js'

/** The entry of that name; the first where a reader let it stand twice. */
export function entryOf(map: RawMap, name: string): RawNode | undefined {
  return map.entries.find((entry) => entry.name === name)?.node
}

/** What a raw value is in JavaScript. */
export function rawValue(node: RawNode): unknown {
  switch (node.type) {
    case 'array':
      return node.items.map(rawValue)
    case 'dict':
      return Object.fromEntries(node.entries.map(({ name, node: value }) => [name, rawValue(value)]))
    default:
      return node.value
  }
}

/** The node at a JSON pointer, or the innermost one around it: inside JSON text, the text. */
export function nodeAt(node: RawNode, pointer: string): RawNode {
  return descend(node, pointer).node
}

/** Follows a JSON pointer as far as there are nodes; `rest` are the names that are left. */
export function descend(node: RawNode, pointer: string): { node: RawNode; rest: string[] } {
  const names = pathOf(pointer)
  let found = node
  for (const [index, name] of names.entries()) {
    const next = found.type === 'array' ? found.items[Number(name)] : found.type === 'dict' && entryOf(found, name)
    if (!next) return { node: found, rest: names.slice(index) }
    found = next
  }
  return { node: found, rest: [] }
}

/** The names in a JSON pointer (RFC 6901). */
export function pathOf(pointer: string): string[] {
  const path = pointer.split('/').slice(1)
  return path.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
}
