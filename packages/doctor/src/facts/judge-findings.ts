import { RULES, type Finding, type RuleGroup } from '@cowork-mdm/linter'
import { counted } from '@cowork-mdm/schema'
import { ok, skipped, type Status, type Verdict } from '../check.js'
import type { Patient } from '../patient.js'

const MOST_NAMED = 20
const STATUS: Record<Finding['severity'], Status> = { error: 'error', warning: 'warning', info: 'ok' }
/** What somebody wrote where something else belongs may be anything, a password for one. */
function withoutValue(message: string): string {
  return message.replace(/found "(?:[^"\\]|\\.)*"/g, 'found another text')
}

const RANK: Record<Finding['severity'], number> = { error: 0, warning: 1, info: 2 }

/** What the linter's findings of some groups of rules make of a machine. */
export function judgeFindings(
  findings: readonly Finding[],
  groups: readonly RuleGroup[],
  { none, advice }: { none: string; advice: string },
): Verdict {
  const found = findings
    .filter(({ rule }) => groups.includes(RULES[rule].group))
    .map((finding) => ({ ...finding, message: withoutValue(finding.message) }))
    .sort((left, right) => RANK[left.severity] - RANK[right.severity])
  const [worst] = found
  if (!worst) return ok(none)
  const detail = found
    .slice(0, MOST_NAMED)
    .map(({ message, location: { file }, rule }) => `${file}: ${message} [${rule}]`)
  if (found.length > MOST_NAMED) detail.push(`… and ${found.length - MOST_NAMED} more`)
  const status = STATUS[worst.severity]
  if (status === 'ok') return ok(none, { detail })
  if (found.length === 1)
    return { status, message: worst.message, detail: [`It is in ${worst.location.file}. [${worst.rule}]`], advice }
  const message = `${counted(found.filter(({ severity }) => severity !== 'info').length, 'finding')}: ${worst.message}`
  return { status, message, detail, advice }
}

/** The same, where there are managed settings at all; of what is stored, unless told otherwise. */
export async function judgeManaged(
  patient: Patient,
  groups: readonly RuleGroup[],
  words: { none: string; advice: string },
  found?: readonly Finding[],
): Promise<Verdict> {
  const managed = (await patient.sources()).filter(({ tier, artifact }) => tier === 'managed' && artifact !== undefined)
  if (managed.length === 0) return skipped('There are no managed settings to look at.')
  const findings = found ?? (await patient.findings())
  const isTold = (finding: Finding) =>
    RULES[finding.rule].group === 'types' && findings.some((other) => saysMore(other, finding))
  return judgeFindings(
    findings.filter((finding) => !isTold(finding)),
    groups,
    words,
  )
}

/** Groups that say why a value is refused, where that of types says only what would be taken. */
const SAYS_WHY: ReadonlySet<RuleGroup> = new Set(['urls-and-paths', 'placeholders'])

/** Whether another finding tells of the very same value, not less severely, so that one cause is told once. */
function saysMore(other: Finding, { severity, location: { file, start, end } }: Finding): boolean {
  return (
    SAYS_WHY.has(RULES[other.rule].group) &&
    RANK[other.severity] <= RANK[severity] &&
    other.location.file === file &&
    other.location.start === start &&
    other.location.end === end
  )
}
