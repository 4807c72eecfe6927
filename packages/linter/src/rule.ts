import type { Fix, Severity } from './finding.js'
import type { Place, Subject } from './subject.js'

export type RuleGroup =
  | 'placeholders'
  | 'types'
  | 'providers'
  | 'versions'
  | 'identity'
  | 'secrets'
  | 'urls-and-paths'
  | 'egress'
  | 'security-posture'
  | 'conflicts'
  | 'target-limits'
  | 'hygiene'
  | 'suppressions'

type Messages = Record<string, (facts: never) => string>

/** Where a finding is, and what would mend it. */
export type At = Place & { fix?: Fix | undefined }

/** A message without facts takes an empty object. */
type Facts<Message extends (facts: never) => string> = Parameters<Message> extends [] ? object : Parameters<Message>[0]

type Report<M extends Messages> = <K extends keyof M>(message: K, facts: Facts<M[K]>, at?: At) => void

type AnyReport = (message: string, facts: unknown, at?: At) => void

interface RuleText {
  group: RuleGroup
  severity: Severity
  /** One line for the table of rules and for SARIF, without a full stop. */
  summary: string
  /** What goes wrong on machines: a paragraph. */
  why: string
  /** What to do: a paragraph. */
  remedy: string
  /** Where the rule comes from: a page, a thread, a table of the schema package. */
  source: string
}

/** One thing that can be wrong, why that matters, and how it is found: in one file, or in all that are linted together. */
export interface Rule extends RuleText {
  check?: (subject: Subject, report: AnyReport) => void
  checkSet?: (subjects: readonly Subject[], report: (subject: Subject) => AnyReport) => void
  messages: Record<string, (facts: unknown) => string>
}

/**
 * Types a rule: each report names one of its messages and gives the facts that the message needs. A rule without either
 * check is reported by `lint` itself.
 */
export function defineRule<M extends Messages>(
  rule: RuleText & {
    messages: M
    check?: (subject: Subject, report: Report<M>) => void
    checkSet?: (subjects: readonly Subject[], report: (subject: Subject) => Report<M>) => void
  },
): Rule {
  return rule as unknown as Rule
}
