import { entryOf, type RawMap, type RawNode, type SourceRange } from '@cowork-mdm/profile'
import type { Artifact } from '@cowork-mdm/encoder'

/** A configuration profile or one of its payloads, with what describes it. */
export interface Envelope {
  /** `the profile` or `the payload TYPE`, for messages. */
  what: string
  node: RawMap
}

/** The maps of a configuration profile that carry an identity, the profile's own first; none for other files. */
export function envelopesOf({ format, identity, raw }: Artifact): Envelope[] {
  // Workspace ONE puts its own profile around a payload.
  if (!identity || raw.type !== 'dict' || format === 'workspace-one') return []
  const content = entryOf(raw, 'PayloadContent')
  const items = content?.type === 'array' ? content.items : content ? [content] : []
  const payloads = items.filter((item): item is RawMap => item.type === 'dict')
  return [
    { what: 'the profile', node: raw },
    ...payloads.map((node) => ({ what: `the payload ${textOf(node, 'PayloadType') ?? 'without a type'}`, node })),
  ]
}

/** The text that stands under that name. */
export function textOf(map: RawMap, name: string): string | undefined {
  const node = entryOf(map, name)
  return node?.type === 'string' ? String(node.value) : undefined
}

/** Where a member stands, or where it should: at the beginning of the map. */
export function placeOf({ node }: Envelope, name: string): SourceRange {
  return entryOf(node, name)?.range ?? startOf(node)
}

export function startOf({ range: [start] }: RawNode): SourceRange {
  return [start, start]
}
