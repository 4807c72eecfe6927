import { descend } from '../raw-node.js'
import type { RawNode, SourceRange } from '../source.js'
import { rangeInJson } from './json-text.js'
import { sourceOffsets } from './source-offsets.js'

/**
 * The place of what a JSON pointer leads to, or of the innermost thing around it. Inside JSON text too where `text`, the
 * decoded text of the file, is given; as far as the notation of the text can be followed, else the whole text.
 */
export function rangeAt(node: RawNode, pointer: string, text?: string): SourceRange {
  const { node: found, rest } = descend(node, pointer)
  if (rest.length === 0 || !('value' in found) || typeof found.value !== 'string') return found.range
  return rangeInText(found, rangeInJson(found.value, rest), text)
}

/** The place in the file of a part of a scalar's text; the whole scalar where that cannot be told. */
export function rangeInText(scalar: RawNode, part: SourceRange | undefined, text: string | undefined): SourceRange {
  const [start, end] = scalar.range
  if (text === undefined || part === undefined || !('value' in scalar) || typeof scalar.value !== 'string')
    return scalar.range
  const offsets = sourceOffsets(text.slice(start, end), scalar.value)
  if (!offsets) return scalar.range
  const [from, to] = [offsets[part[0]]?.[0] ?? end - start, offsets[part[1] - 1]?.[1] ?? 0]
  return [start + from, start + Math.max(from, to)]
}
