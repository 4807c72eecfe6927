import { HOME_URL } from '@cowork-mdm/schema'
import type { RuleId } from './rules.js'

/** The page of a rule, in `docs/rules` of the repository. */
export function docsUrl(rule: RuleId): string {
  return `${HOME_URL}/blob/main/docs/rules/${rule}.md`
}
