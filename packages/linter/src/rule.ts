import type { Artifact } from '@cowork-mdm/encoder'
import type { ProfileSetting, SourceRange } from '@cowork-mdm/profile'
import type { SchemaDocument, SettingKey } from '@cowork-mdm/schema'
import type { Fix, Severity } from './finding.js'
import type { Target } from './target.js'

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

/** What rules know beside the file at hand. */
export interface LintContext {
  document: SchemaDocument
  /** All that is linted together. */
  artifacts: readonly Artifact[]
  /** Oldest release of the app in the fleet. */
  appVersion?: string
  /** Console that the files go to. */
  target?: Target
  /** What is deployed. */
  baseline: readonly Artifact[]
  /** Hosts that may be reached beside those that settings name. */
  allowedHosts: readonly string[]
}

/** One file under a rule. */
export interface Subject {
  artifact: Artifact
  /** Settings with what the schema knows of them. */
  settings: readonly LintedSetting[]
  /** The value of a setting, under its present name. */
  value: (name: string) => unknown
  context: LintContext
}

export interface LintedSetting extends ProfileSetting {
  /** Absent where the schema does not know it. */
  key: SettingKey | undefined
}

/** Where a finding is: at a setting's value (inside it, by JSON pointer), at its name, at a range, or the file as a whole. */
export interface Place {
  setting?: ProfileSetting
  pointer?: string
  atName?: boolean
  range?: SourceRange
  fix?: Fix
}

type Messages = Record<string, (facts: never) => string>

type Report<M extends Messages> = <K extends keyof M>(message: K, facts: Parameters<M[K]>[0], place?: Place) => void

/** One thing that can be wrong with a file, why that matters, and how it is found. */
export interface Rule {
  group: RuleGroup
  severity: Severity
  /** One line for the table of rules and for SARIF, without a full stop. */
  summary: string
  /** Where the rule comes from: a page, a thread, a table of the schema package. */
  source: string
  check: (subject: Subject, report: (message: string, facts: unknown, place?: Place) => void) => void
  messages: Record<string, (facts: unknown) => string>
}

/** Types a rule: each report names one of its messages and gives the facts that the message needs. */
export function defineRule<M extends Messages>(rule: {
  group: RuleGroup
  severity: Severity
  summary: string
  source: string
  messages: M
  check: (subject: Subject, report: Report<M>) => void
}): Rule {
  return rule as unknown as Rule
}
