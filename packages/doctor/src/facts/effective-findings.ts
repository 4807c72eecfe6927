import { tryDecode } from '@cowork-mdm/encoder'
import { lint, type Finding } from '@cowork-mdm/linter'
import type { JsonValue, SchemaDocument } from '@cowork-mdm/schema'

export interface EffectiveContext {
  document: SchemaDocument
  appVersion: string | undefined
  /** Whose settings these are, where they are somebody else's than those of whoever sits here. */
  user?: string | undefined
}

/** What is a remark on a file that somebody reviews is worth a look on a machine. */
const LEVELS = { 'risky-value': 'warning', 'extension-policy': 'warning', 'egress-wildcard': 'warning' } as const

/** What the linter says of values that are in effect together, wherever each of them comes from. */
export function effectiveFindings(
  values: Readonly<Record<string, JsonValue>>,
  { document, appVersion, user }: EffectiveContext,
): Finding[] {
  // The one format that holds values as they are.
  const bytes = new TextEncoder().encode(JSON.stringify(values))
  const path = `the settings in effect${user === undefined ? '' : ` for ${user}`}`
  const artifact = tryDecode({ path, bytes }, { document, format: 'linux' })
  return lint([artifact], { document, levels: LEVELS, ...(appVersion !== undefined && { appVersion }) })
}
