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

  const lines = [`## Managed settings: ${escape(from)} → ${escape(to)}`, '', counts]
  if (added.length > 0) lines.push('', '### Added', '', '| Setting | Type | Available |', '| --- | --- | --- |')
  for (const { key, type, availability } of added) lines.push(row([code(key), escape(type), available(availability)]))
  if (removed.length > 0) lines.push('', '### Removed', '', ...removed.map(({ key }) => `- ${code(key)}`))
  if (renamed.length > 0) lines.push('', '### Renamed', '')
  for (const { key, from: name } of renamed) lines.push(`- ${code(name)} → ${code(key)}`)
  if (changed.length > 0) lines.push('', '### Changed', '', '| Setting | Change |', '| --- | --- |')
  for (const change of changed) lines.push(row([code(change.key), escape(describeChange(change))]))
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
  return escape(words.join(', '))
}

/** Text that means nothing to Markdown, in one line. `@next` stands as code, as it would else notify a user of that name. */
function escape(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
  return plain.replace(/@[\w-]+/g, '`$&`')
}

function code(name: string): string {
  return /^[\w.-]+$/.test(name) ? `\`${name}\`` : escape(name)
}
