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

/**
 * The node at a JSON pointer, or the innermost one around it: inside JSON text, the text.
 */
export function nodeAt(node: RawNode, pointer: string): RawNode {
  let found = node
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~')
    const next = found.type === 'array' ? found.items[Number(name)] : found.type === 'dict' && entryOf(found, name)
    if (!next) break
    found = next
  }
  return found
}
