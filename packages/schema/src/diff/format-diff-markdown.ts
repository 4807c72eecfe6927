import { markdownCode, markdownText } from '../markdown-text.js'
import type { Availability } from '../schema-document.js'
import { describeChange } from './describe-change.js'
import type { SchemaChange, SchemaDiff } from './schema-change.js'

/** A difference as Markdown for the text of a pull request: what came, what went, and a table of what changed. */
export function formatDiffMarkdown({ from, to, changes }: SchemaDiff): string {
  const ofKind = <Kind extends SchemaChange['kind']>(kind: Kind) =>
    changes.filter((change): change is Extract<SchemaChange, { kind: Kind }> => change.kind === kind)
  const [added, removed, renamed] = [ofKind('added'), ofKind('removed'), ofKind('renamed')]
  const changed = changes.filter(({ kind }) => kind !== 'added' && kind !== 'removed' && kind !== 'renamed')
  const settings = new Set(changed.map(({ key }) => key)).size
  const counts = `${added.length} added, ${removed.length} removed, ${renamed.length} renamed, ${settings} changed.`

  const lines = [`## Managed settings: ${markdownText(from)} → ${markdownText(to)}`, '', counts]
  if (added.length > 0) lines.push('', '### Added', '', '| Setting | Type | Available |', '| --- | --- | --- |')
  for (const { key, type, availability } of added)
    lines.push(row([markdownCode(key), markdownText(type), available(availability)]))
  if (removed.length > 0) lines.push('', '### Removed', '', ...removed.map(({ key }) => `- ${markdownCode(key)}`))
  if (renamed.length > 0) lines.push('', '### Renamed', '')
  for (const { key, from: name } of renamed) lines.push(`- ${markdownCode(name)} → ${markdownCode(key)}`)
  if (changed.length > 0) lines.push('', '### Changed', '', '| Setting | Change |', '| --- | --- |')
  for (const change of changed) lines.push(row([markdownCode(change.key), markdownText(describeChange(change))]))
  return lines.join('\n') + '\n'
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function available(availability: readonly Availability[]): string {
  const words = availability.map(({ scope, since, status }) => {
    const version = since === undefined ? '' : ` since ${since}`
    return `${scope}${version}${status === 'enabled' ? '' : ` (${status})`}`
  })
  return markdownText(words.join(', '))
}
