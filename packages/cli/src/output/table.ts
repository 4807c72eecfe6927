import { truncateTo, widestOf, widthOf } from './measure.js'
import { style, type Style } from './style.js'
import type { Terminal } from './terminal.js'

export interface Column {
  title: string
  /** One cell a row, without colours. */
  cells: readonly string[]
  style?: Style
  align?: 'right'
  /** Width down to which cells may be cut with `…`; without it they are never cut. */
  least?: number
  /**
   * May be left out where the terminal is too narrow, the last such column first: `extra` ones rather than that another column
   * is cut, `useful` ones only where cutting does not do.
   */
  optional?: 'extra' | 'useful'
}

const GAP = 2

/**
 * Lays out a table with a heading, fitting the terminal's width: columns that may be cut are cut, those that are optional are
 * left out. Columns without any content are left out too. Every line ends with a line break.
 */
export function renderTable(columns: readonly Column[], terminal: Terminal): string {
  const shown = fit(withContent(columns), terminal.columns ?? Infinity)
  const rows = shown[0]?.cells.length ?? 0
  const lines = [line(shown.map((column) => cell(column, column.title, 'heading', terminal)))]
  for (let row = 0; row < rows; row++) {
    lines.push(line(shown.map((column) => cell(column, column.cells[row] ?? '', column.style, terminal))))
  }
  return rows === 0 ? '' : `${lines.join('\n')}\n`
}

/** Titles of the columns that have content and are left out, as the terminal is too narrow for them. */
export function hiddenColumns(columns: readonly Column[], terminal: Terminal): string[] {
  const measured = withContent(columns)
  const shown = new Set(fit(measured, terminal.columns ?? Infinity).map(({ title }) => title))
  return measured.map(({ title }) => title).filter((title) => !shown.has(title))
}

interface FittedColumn extends Column {
  width: number
}

function withContent(columns: readonly Column[]): FittedColumn[] {
  return columns
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map((column) => ({ ...column, width: widestOf([column.title, ...column.cells]) }))
}

/** Leaves out and narrows columns until they fit, or nothing more can be done. */
function fit(columns: FittedColumn[], available: number): FittedColumn[] {
  const leastOf = ({ width, least }: FittedColumn) => Math.min(width, least ?? width)
  const uncut = (column: FittedColumn) => (column.optional === 'extra' ? leastOf(column) : column.width)
  const sum = (widths: number[]) => widths.reduce((total, width) => total + width + GAP, -GAP)
  let kept = columns
  const leaveOut = (optional: Column['optional'], widthOfColumn: (column: FittedColumn) => number) => {
    while (sum(kept.map(widthOfColumn)) > available) {
      const last = kept.findLastIndex((column) => column.optional === optional)
      if (last < 0) return
      kept = kept.toSpliced(last, 1)
    }
  }
  leaveOut('extra', uncut)
  leaveOut('useful', leastOf)
  // The first columns get their full width first.
  let spare = available - sum(kept.map(leastOf))
  return kept.map((column) => {
    const least = leastOf(column)
    const width = Math.min(column.width, least + Math.max(0, spare))
    spare -= width - least
    return { ...column, width }
  })
}

function cell({ width, align, least }: FittedColumn, text: string, as: Style | undefined, terminal: Terminal): string {
  const cut = least === undefined ? text : truncateTo(text, width)
  const styled = as === undefined ? cut : style(terminal, as, cut)
  const space = ' '.repeat(Math.max(0, width - widthOf(cut)))
  return align === 'right' ? space + styled : styled + space
}

function line(cells: string[]): string {
  return cells.join(' '.repeat(GAP)).trimEnd()
}
