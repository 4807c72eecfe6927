import { CHECK_IDS } from '../checks.js'
import type { CheckResult, Diagnosis } from '../result.js'

/** What was found, worst first, in words for one line: `2 errors, 1 warning: helper-access: …; …`. */
export function oneLine({ checks, summary }: Diagnosis, most: number): string {
  const bad = checks
    .filter(({ status }) => status === 'error' || status === 'warning')
    .sort((left, right) => rank(left) - rank(right) || CHECK_IDS.indexOf(left.id) - CHECK_IDS.indexOf(right.id))
  const counts = (['error', 'warning'] as const).flatMap((status) => {
    const count = summary[status]
    return count === 0 ? [] : [`${count} ${status}${count === 1 ? '' : 's'}`]
  })
  if (bad.length === 0) return `ok: ${summary.ok} checks`
  const parts = bad.map(({ id, message }) => `${id}: ${message.replace(/\.$/, '')}`)
  return cut(`${counts.join(', ')}: ${parts.join('; ')}`.replace(/\s+/g, ' '), most)
}

function rank({ status }: CheckResult): number {
  return status === 'error' ? 0 : 1
}

/** At most so many UTF-16 units, not in the middle of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = most - 1
  const isHalf = /[\uD800-\uDBFF]/.test(text[end - 1]!)
  return `${text.slice(0, isHalf ? end - 1 : end).trimEnd()}…`
}
