import { lineStarts, positionAt, type Position, type SourceRange } from '@cowork-mdm/profile'
import { widthOf } from '../output/measure.js'
import { plainLine } from '../output/plain-text.js'

/** A text that places count in, with the beginnings of its lines. */
export interface SourceText {
  text: string
  starts: number[]
}

export function sourceText(text: string): SourceText {
  return { text, starts: lineStarts(text) }
}

export function placeOf(source: SourceText, range: SourceRange): Position {
  return positionAt(source.starts, range[0])
}

const WIDTH = 80

/**
 * The line that a range begins in and carets under it, in at most 80 columns; long lines are cut around the range.
 */
export function sourceFrame({ text, starts }: SourceText, range: SourceRange): string[] {
  const { line, column } = positionAt(starts, range[0])
  const from = starts[line - 1]!
  const whole = text.slice(from, starts[line] ?? text.length).replace(/[\r\n]+$/, '')
  const gutter = `  ${line} | `
  const room = WIDTH - gutter.length
  const start = column - 1
  const end = Math.max(start + 1, Math.min(range[1] - from, whole.length))
  const cut = whole.length <= room ? 0 : Math.max(0, Math.min(start - 10, whole.length - room))
  const shown = (cut > 0 ? '…' : '') + whole.slice(cut > 0 ? cut + 1 : 0, cut + room)
  const tail = cut + room < whole.length ? `${shown.slice(0, -1)}…` : shown
  const before = plainLine(tail.slice(0, start - cut))
  const marked = plainLine(tail.slice(start - cut, end - cut))
  return [
    gutter + before + marked + plainLine(tail.slice(end - cut)),
    ' '.repeat(gutter.length - 2) + '| ' + ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked))),
  ]
}
