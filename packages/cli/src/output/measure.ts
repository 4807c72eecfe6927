import measure from 'fast-string-truncated-width'
import { wrapAnsi } from 'fast-wrap-ansi'

/** Texts that need no measuring; the general way costs ten milliseconds at its first use. */
const ASCII = /^[\x20-\x7e]*$/

/** Columns that a text takes on a terminal: none for colours, two for a Chinese character. */
export function widthOf(text: string): number {
  return ASCII.test(text) ? text.length : measure(text).width
}

/** Columns of the widest text; 0 without any. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, widthOf(text)), 0)
}

/** Fills a text up to `width` columns with spaces. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Cuts an uncoloured text to `width` columns, between characters as people see them; `…` stands for what is left out. */
export function truncateTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let left = width - 1
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= widthOf(segment)
    if (left < 0) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** Breaks a text into lines of at most `width` columns, at spaces where possible; with `keepWords` at spaces only. */
export function wrapTo(text: string, width: number | undefined, { keepWords = false } = {}): string[] {
  if (width === undefined) return [text]
  return wrapAnsi(text, Math.max(1, width), { hard: !keepWords }).split('\n')
}
