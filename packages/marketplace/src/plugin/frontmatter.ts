import { lineStarts, parseYaml, positionAt, type Position } from '@cowork-mdm/profile'
import { isMap, isScalar, visit } from 'yaml'
import type { PluginProblem, Report } from './problems.js'

/** The lines between `---` at the top of a Markdown file. */
export interface Frontmatter {
  fields: Readonly<Record<string, unknown>>
  /** Where the value of a field stands; the top where there is none. */
  at: (field: string) => Position
}

// The dashes may be followed by spaces, and the second ones by nothing at all.
const BLOCK = /^\uFEFF?---[ \t]*(?:\r\n|\n)(?<yaml>[^]*?)(?<=\n)---[ \t]*(?:\r?\n|$)/

/** Fields are short; a long block is something else, or an attack on the parser. */
const MAX_LENGTH = 64 * 1024

/**
 * The frontmatter of a Markdown file; undefined where it has none, `broken` where it is not YAML that names fields, which
 * is reported. Anchors are refused: nobody needs them here, and a few lines of them can stand for gigabytes.
 */
export function readFrontmatter(
  text: string,
  file: string,
  { report, severity }: { report: Report; severity?: PluginProblem['severity'] },
): Frontmatter | 'broken' | undefined {
  const found = BLOCK.exec(text.slice(0, MAX_LENGTH))
  if (!found) return undefined
  const yaml = found.groups!['yaml']!
  const start = found[0].indexOf('\n') + 1
  const starts = lineStarts(text)
  const position = (offset: number) => positionAt(starts, start + offset)
  const refuse = (message: string, offset: number) => {
    report('invalid-yaml', file, message, { at: position(offset), ...(severity && { severity }) })
    return 'broken' as const
  }

  const { document, complaints } = parseYaml(yaml)
  if (complaints[0]) return refuse(complaints[0].message, complaints[0].range[0])
  const contents = document?.contents
  if (!isMap(contents)) return refuse('Expected fields as in "name: value", found something else.', 0)
  let alias: number | undefined
  visit(contents, { Alias: (_key, { range }) => ((alias = range?.[0] ?? 0), visit.BREAK) })
  if (alias !== undefined) return refuse('Expected values without *anchors, found one.', alias)

  const at = (field: string) => {
    const pair = contents.items.find(({ key }) => isScalar(key) && key.value === field)
    const { range } = (pair?.value ?? pair?.key ?? {}) as { range?: [number, number, number] }
    return range ? position(range[0]) : { line: 1, column: 1 }
  }
  return { fields: contents.toJS(document!) as Record<string, unknown>, at }
}
