import { rawValue, type RawNode } from '@cowork-mdm/profile'
import type { Carrier } from '@cowork-mdm/schema/values'

/**
 * A raw value as `decodeValue` takes it: one of the registry comes with its type. Texts of a policy that is not there yet
 * (OMA-URI) arrive as REG_SZ.
 */
export function storedValue(node: RawNode, carrier: Carrier): unknown {
  const value = rawValue(node)
  if (carrier !== 'registry') return value
  return { type: node.type.startsWith('REG_') ? node.type : 'REG_SZ', data: value }
}
