import type { ProfileIdentity, RawMap, RawNode } from '@cowork-mdm/profile'
import { textOf } from '../../plist/plist-nodes.js'

/** What devices know a configuration profile by. */
export function identityOf(raw: RawNode, payloads: readonly RawMap[]): ProfileIdentity {
  const scope = textOf(raw, 'PayloadScope')
  return {
    ...idsOf(raw),
    ...((scope === 'System' || scope === 'User') && { scope }),
    payloads: payloads.map((payload) => ({ type: textOf(payload, 'PayloadType') ?? '', ...idsOf(payload) })),
  }
}

function idsOf(node: RawNode): { identifier?: string; uuid?: string } {
  const identifier = textOf(node, 'PayloadIdentifier')
  const uuid = textOf(node, 'PayloadUUID')
  return { ...(identifier !== undefined && { identifier }), ...(uuid !== undefined && { uuid }) }
}
