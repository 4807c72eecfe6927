import { rawValue, type RawNode } from '@cowork-mdm/profile'
import type { Carrier } from '@cowork-mdm/schema/values'

/** A raw value as `decodeValue` takes it: one of the registry comes with its type. */
export function storedValue(node: RawNode, carrier: Carrier): unknown {
  return carrier === 'registry' ? { type: node.type, data: rawValue(node) } : rawValue(node)
}
