import { createTwoFilesPatch } from 'diff'

/** What changes in a text, as `diff -U0` writes it: lines around a change may hold what nobody asked to see. Empty where nothing does. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return ''
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 0 })
  // The library puts a ruler above.
  return patch.replace(/^=+\n/, '')
}
