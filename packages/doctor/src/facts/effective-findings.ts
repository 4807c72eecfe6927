import { tryDecode } from '@cowork-mdm/encoder'
import { lint, type Finding } from '@cowork-mdm/linter'
import type { JsonValue, SchemaDocument } from '@cowork-mdm/schema'

/** What is a remark on a file that somebody reviews is worth a look on a machine. */
const LEVELS = { 'risky-value': 'warning', 'extension-policy': 'warning', 'egress-wildcard': 'warning' } as const

/** What the linter says of values that are in effect together, wherever each of them comes from. */
export function effectiveFindings(
  values: Readonly<Record<string, JsonValue>>,
  document: SchemaDocument,
  appVersion: string | undefined,
): Finding[] {
  // The one format that holds values as they are.
  const bytes = new TextEncoder().encode(JSON.stringify(values))
  const artifact = tryDecode({ path: 'the settings in effect', bytes }, { document, format: 'linux' })
  return lint([artifact], { document, levels: LEVELS, ...(appVersion !== undefined && { appVersion }) })
}
