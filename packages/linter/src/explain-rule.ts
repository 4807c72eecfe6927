import { nearestName } from '@cowork-mdm/schema'
import { docsUrl } from './docs-url.js'
import type { Severity } from './finding.js'
import { LinterError } from './linter-error.js'
import type { RuleGroup } from './rule.js'
import { RULES, type RuleId } from './rules.js'

/** What there is to know of a rule; plain JSON. */
export interface ExplainedRule {
  rule: RuleId
  severity: Severity
  group: RuleGroup
  summary: string
  why: string
  remedy: string
  source: string
  docsUrl: string
}

/** @throws LinterError `unknown-rule`, with the nearest one */
export function explainRule(name: string): ExplainedRule {
  if (!Object.hasOwn(RULES, name)) {
    const nearest = nearestName(name, Object.keys(RULES))
    throw new LinterError('unknown-rule', `Expected the name of a rule, found ${JSON.stringify(name)}.`, {
      hint: nearest === undefined ? `There are: ${Object.keys(RULES).join(', ')}.` : `Did you mean ${nearest}?`,
    })
  }
  const rule = name as RuleId
  const { severity, group, summary, why, remedy, source } = RULES[rule]
  return { rule, severity, group, summary, why, remedy, source, docsUrl: docsUrl(rule) }
}
