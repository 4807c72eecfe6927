import type { RuleId } from './rules.js'

/** Where the pages of rules are published: `docs/rules` of the repository. */
const BASE = 'https://github.com/krislavten/cowork-mdm/blob/main/docs/rules/'

/** The page of a rule. */
export function docsUrl(rule: RuleId): string {
  return `${BASE}${rule}.md`
}
