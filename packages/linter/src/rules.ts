import type { Rule } from './rule.js'
import { cannotRead } from './rules/cannot-read.js'
import { unknownKey } from './rules/unknown-key.js'
import { unresolvedPlaceholder } from './rules/unresolved-placeholder.js'

/** Every rule by its identifier, in the order of the documentation. */
export const RULES = {
  'cannot-read': cannotRead,
  'unresolved-placeholder': unresolvedPlaceholder,
  'unknown-key': unknownKey,
} as const satisfies Record<string, Rule>

export type RuleId = keyof typeof RULES
