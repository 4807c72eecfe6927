import { parseTree, type Node, type ParseError } from 'jsonc-parser'
import type { SourceRange } from '../source.js'

/** What is wrong with JSON text, by the codes of jsonc-parser. */
const EXPECTED: Record<number, string> = {
  1: 'JSON, in which names and texts have double quotes',
  2: 'a number as JSON writes it',
  3: 'a name in double quotes',
  4: 'a value',
  5: 'a colon',
  6: 'a comma',
  7: 'a closing }',
  8: 'a closing ]',
  9: 'nothing more',
  10: 'no comment',
  11: 'no comment',
  12: 'a closing double quote',
  13: 'a number as JSON writes it',
  14: 'four hexadecimal digits after \\u',
  15: 'an escape that JSON knows after the backslash; write \\\\ for a backslash',
  16: 'an escaped character',
}

/** Where text stops being JSON, and what was expected there. */
export interface JsonBreak {
  /** As in `expected a comma`; quotes nothing of the text. */
  expected: string
  range: SourceRange
}

/** Where a text stops being JSON; undefined where it is JSON. */
export function whereJsonBreaks(text: string): JsonBreak | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const [first] = parsed(text)?.errors ?? []
    if (!first) return { expected: 'JSON text', range: [0, text.length] }
    return {
      expected: EXPECTED[first.error] ?? 'JSON text',
      range: [first.offset, Math.min(text.length, first.offset + Math.max(1, first.length))],
    }
  }
}

/** The place in JSON text of what a path leads to, or of the innermost thing around it; undefined where it is no JSON. */
export function rangeInJson(text: string, path: readonly string[]): SourceRange | undefined {
  let node = parsed(text)?.root
  for (const name of path) {
    const next = node && childOf(node, name)
    if (!next) break
    node = next
  }
  return node && [node.offset, node.offset + node.length]
}

function childOf({ type, children = [] }: Node, name: string): Node | undefined {
  if (type === 'array') return children[Number(name)]
  // As JSON.parse does, the last one counts.
  return children.findLast((property) => property.children?.[0]?.value === name)?.children?.[1]
}

function parsed(text: string): { root: Node | undefined; errors: ParseError[] } | undefined {
  const errors: ParseError[] = []
  try {
    return { root: parseTree(text, errors, { disallowComments: true }), errors }
  } catch (error) {
    // Nested too deep for the library.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
