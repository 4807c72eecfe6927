import type { LintedSetting } from '../subject.js'

/** How long the text is that a setting is stored as, in UTF-16 units; lists and maps are JSON text. */
export function storedLength({ source, value }: LintedSetting): number {
  const stored = source?.node && 'value' in source.node ? source.node.value : undefined
  if (typeof stored === 'string') return stored.length
  return typeof value === 'string' ? value.length : JSON.stringify(value).length
}
