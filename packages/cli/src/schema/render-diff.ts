import { describeChange, type SchemaChange, type SchemaDiff } from '@cowork-mdm/schema'
import { padTo, widestOf, wrapTo } from '../output/measure.js'
import { plainText } from '../output/plain-text.js'
import { style, type Style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import { describeAvailability } from './describe-availability.js'

/** A difference for reading: what came, what went, what has another name, and what changed, setting by setting. */
export function renderDiff({ from, to, changes }: SchemaDiff, terminal: Terminal): string {
  if (changes.length === 0) return ''
  const added: Row[] = []
  const removed: Row[] = []
  const renamed: Row[] = []
  const changed = new Map<string, SchemaChange[]>()
  for (const change of changes) {
    if (change.kind === 'added') {
      added.push([change.key, `${change.type}, ${describeAvailability(change.availability) || 'in no scope'}`])
    } else if (change.kind === 'removed') removed.push([change.key, ''])
    else if (change.kind === 'renamed') renamed.push([change.key, `was ${change.from}`])
    else changed.set(change.key, [...(changed.get(change.key) ?? []), change])
  }
  const counts = `${added.length} added, ${removed.length} removed, ${renamed.length} renamed, ${changed.size} changed`
  return [
    `${style(terminal, 'heading', `${plainText(from)} → ${plainText(to)}`)}: ${counts}`,
    ...section('Added', rowLines('+', 'added', added, terminal), terminal),
    ...section('Removed', rowLines('-', 'removed', removed, terminal), terminal),
    ...section('Renamed', rowLines('>', 'changed', renamed, terminal), terminal),
    ...section('Changed', changedLines(changed, terminal), terminal),
    '',
  ].join('\n')
}

type Row = [name: string, text: string]

function section(title: string, lines: string[], terminal: Terminal): string[] {
  return lines.length === 0 ? [] : ['', style(terminal, 'heading', title), ...lines]
}

/** A line a setting, its text beside the name; further lines of the text begin where the first does. */
function rowLines(sign: string, as: Style, rows: readonly Row[], terminal: Terminal): string[] {
  const width = widestOf(rows.map(([name]) => plainText(name)))
  return rows.flatMap(([name, text]) => {
    const texts = wrapIn(plainText(text), width + 6, terminal)
    return texts.map((part, index) => {
      const left = index === 0 ? `  ${style(terminal, as, `${sign} ${plainText(name)}`)}` : ''
      return `${padTo(left, width + 4)}  ${part}`.trimEnd()
    })
  })
}

/** A line for the setting, then its changes below it. */
function changedLines(changed: ReadonlyMap<string, SchemaChange[]>, terminal: Terminal): string[] {
  return [...changed].flatMap(([name, changes]) => [
    `  ${style(terminal, 'changed', `~ ${plainText(name)}`)}`,
    ...changes.flatMap((change) =>
      wrapIn(plainText(describeChange(change)), 8, terminal).map(
        (part, index) => `${index === 0 ? '      ' : '        '}${part}`,
      ),
    ),
  ])
}

function wrapIn(text: string, indent: number, { columns }: Terminal): string[] {
  return wrapTo(text, columns === undefined ? undefined : Math.max(20, columns - indent))
}
