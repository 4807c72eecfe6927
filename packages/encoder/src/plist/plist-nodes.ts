import { entryOf, type RawNode } from '@cowork-mdm/profile'

/** What stands under that name in a <dict>. */
export function childOf(node: RawNode, name: string): RawNode | undefined {
  return node.type === 'dict' ? entryOf(node, name) : undefined
}

/** The text that stands under that name in a <dict>. */
export function textOf(node: RawNode, name: string): string | undefined {
  const found = childOf(node, name)
  return found?.type === 'string' ? String(found.value) : undefined
}
