import { lineStarts, positionAt, type SourceRange } from '@cowork-mdm/profile'
import { nearestName } from '@cowork-mdm/schema'
import type { Finding } from '../finding.js'
import { RULES, type RuleId } from '../rules.js'
import type { Subject } from '../subject.js'
import { readSuppressions, type Suppression } from './read-suppressions.js'

/** What is wrong with a suppression, in the words of a rule. */
interface Complaint {
  rule: 'invalid-suppression' | 'unused-suppression'
  message: string
  facts: object
  range: SourceRange
}

/**
 * Takes away the findings that comments of a YAML file accept, and says which comments have no reason, name no rule or
 * accept nothing. A comment without a reason accepts nothing.
 */
export function applySuppressions(
  { artifact: { format, text = '' } }: Subject,
  findings: readonly Finding[],
  isActive: (rule: RuleId) => boolean,
): { kept: Finding[]; complaints: Complaint[] } {
  const suppressions = format === 'yaml' ? readSuppressions(text) : []
  if (suppressions.length === 0) return { kept: [...findings], complaints: [] }
  const starts = lineStarts(text)
  const complaints: Complaint[] = []
  const accepted = new Set<Finding>()
  for (const suppression of suppressions) {
    const { rules, range, reason } = suppression
    if (rules.length === 0) complaints.push({ rule: 'invalid-suppression', message: 'nameless', facts: {}, range })
    else if (reason === undefined)
      complaints.push({ rule: 'invalid-suppression', message: 'unexplained', facts: {}, range })
    const line = suppression.about === undefined ? undefined : positionAt(starts, suppression.about).line
    for (const { name, range: at } of rules) {
      if (!Object.hasOwn(RULES, name)) {
        const suggestion = nearestName(name, Object.keys(RULES))
        complaints.push({ rule: 'invalid-suppression', message: 'unknown', facts: { name, suggestion }, range: at })
        continue
      }
      const found = findings.filter((finding) => finding.rule === name && isAbout(suppression, line, finding))
      if (reason !== undefined) for (const finding of found) accepted.add(finding)
      if (found.length === 0 && isActive(name as RuleId))
        complaints.push({ rule: 'unused-suppression', message: 'unused', facts: { name }, range: at })
    }
  }
  return { kept: findings.filter((finding) => !accepted.has(finding)), complaints }
}

function isAbout({ scope }: Suppression, line: number | undefined, { location }: Finding): boolean {
  return scope === 'file' || location.line === line
}
