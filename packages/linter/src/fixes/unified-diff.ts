import { createTwoFilesPatch } from 'diff'

/** What changes in a text, as `diff -u` and `git apply` write it; empty where nothing does. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return ''
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 })
  // The library puts a ruler above.
  return patch.replace(/^=+\n/, '')
}
