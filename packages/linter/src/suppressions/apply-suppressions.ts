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
 * accept nothing. A comment without a reason accepts nothing. Findings in a file that this one extends are accepted by
 * comments there.
 */
export function applySuppressions(
  { artifact: { format, file: own, text = '' }, context: { layers } }: Subject,
  findings: readonly Finding[],
  isActive: (rule: RuleId) => boolean,
): { kept: Finding[]; complaints: Complaint[] } {
  if (format !== 'yaml') return { kept: [...findings], complaints: [] }
  const others = new Set(findings.map(({ location }) => location.file).filter((file) => file !== (own ?? '')))
  const accepted = new Set<Finding>()
  for (const file of others)
    acceptedBy(
      layers?.get(file) ?? '',
      findings.filter(({ location }) => location.file === file),
      accepted,
    )
  const complaints = acceptedBy(
    text,
    findings.filter(({ location }) => !others.has(location.file)),
    accepted,
  )
  return {
    kept: findings.filter((finding) => !accepted.has(finding)),
    complaints: complaints.filter(({ of }) => of === undefined || isActive(of)),
  }
}

/** Adds what the comments of a text accept; returns what is wrong with them, with the rule that is not needed. */
function acceptedBy(
  text: string,
  findings: readonly Finding[],
  accepted: Set<Finding>,
): (Complaint & { of?: RuleId })[] {
  const suppressions = readSuppressions(text)
  if (suppressions.length === 0) return []
  const starts = lineStarts(text)
  const complaints: (Complaint & { of?: RuleId })[] = []
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
      if (found.length === 0)
        complaints.push({
          rule: 'unused-suppression',
          message: 'unused',
          facts: { name },
          range: at,
          of: name as RuleId,
        })
    }
  }
  return complaints
}

function isAbout({ scope }: Suppression, line: number | undefined, { location }: Finding): boolean {
  return scope === 'file' || location.line === line
}
