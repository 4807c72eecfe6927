import { padTo, widestOf, widthOf, wrapTo } from './measure.js'
import { style } from './style.js'
import type { Terminal } from './terminal.js'

/** A line of a tree, and what stands below it. */
export interface TreeNode {
  label: string
  text: string
  children: TreeNode[]
}

const STEP = 2
/** Texts begin in one column unless labels are longer than this. */
const LONGEST_LABEL = 32
/** Below so many columns a text begins in a line of its own. */
const LEAST_TEXT = 30

/** Lays out a tree by indentation: labels, and their texts in a column of their own, wrapped at the terminal's width. */
export function treeLines(nodes: readonly TreeNode[], indent: number, terminal: Terminal): string[] {
  const column = widestOf(nodes.map(({ label }) => label).filter((label) => widthOf(label) <= LONGEST_LABEL))
  return nodes.flatMap((node) => [
    ...nodeLines(node, { indent, column }, terminal),
    ...treeLines(node.children, indent + STEP, terminal),
  ])
}

function nodeLines({ label, text }: TreeNode, at: { indent: number; column: number }, terminal: Terminal): string[] {
  const { columns } = terminal
  const left = ' '.repeat(at.indent) + padTo(style(terminal, 'name', label), at.column)
  const start = at.column === 0 ? at.indent : at.indent + Math.max(at.column, widthOf(label)) + STEP
  if (columns !== undefined && columns - start < LEAST_TEXT && widthOf(text) > columns - start) {
    const inner = at.indent + STEP + STEP
    return [
      left.trimEnd(),
      ...wrapTo(text, Math.max(LEAST_TEXT, columns - inner)).map((line) => ' '.repeat(inner) + line),
    ]
  }
  const [first = '', ...rest] = wrapTo(text, columns === undefined ? undefined : columns - start)
  const gap = at.column === 0 ? '' : ' '.repeat(STEP)
  return [(left + gap + first).trimEnd(), ...rest.map((line) => ' '.repeat(start) + line)]
}
