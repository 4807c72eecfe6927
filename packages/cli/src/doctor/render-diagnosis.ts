import { GROUPS, SYSTEMS, type CheckGroup, type CheckResult, type Diagnosis, type Status } from '@cowork-mdm/doctor'
import { counted } from '@cowork-mdm/schema'
import { padTo, widestOf, wrapTo } from '../output/measure.js'
import { plainText } from '../output/plain-text.js'
import { style, type Style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'

const MARKS: Record<Status, string> = { ok: '✓', skipped: '–', warning: '!', error: '✗' }
const STYLES: Record<Status, Style> = { ok: 'added', skipped: 'faint', warning: 'warning', error: 'error' }
const RANK: Record<Status, number> = { skipped: 0, ok: 1, warning: 2, error: 3 }

/** Every check by group, worst last, so that what is to be done stands where the eye is when the output ends. */
export function renderDiagnosis(diagnosis: Diagnosis, terminal: Terminal): string {
  const { checks } = diagnosis
  const width = widestOf(checks.map(({ id }) => id))
  const groups = (Object.keys(GROUPS) as CheckGroup[])
    .map((group) => ({ group, own: checks.filter((check) => check.group === group) }))
    .filter(({ own }) => own.length > 0)
  const worst = (own: readonly CheckResult[]) => Math.max(...own.map(({ status }) => RANK[status]))
  const ordered = groups.sort((left, right) => worst(left.own) - worst(right.own))
  const parts = ordered.map(({ group, own }) => [
    style(terminal, 'heading', GROUPS[group]),
    ...[...own]
      .sort((left, right) => RANK[left.status] - RANK[right.status])
      .flatMap((check) => checkLines(check, width, terminal)),
  ])
  return `${[header(diagnosis), ...parts.map((lines) => lines.join('\n')), totals(diagnosis)].join('\n\n')}\n`
}

function header({ platform, app, schema }: Diagnosis): string {
  const what = app ? `Claude Desktop ${app.version ?? 'of unknown version'}` : 'no Claude Desktop found'
  return `${SYSTEMS[platform]}, ${what}, settings of ${schema.appVersion}`
}

function totals({ checks, summary }: Diagnosis): string {
  const { ok, warning, error, skipped, fixable, fixed } = summary
  const parts = [`${ok} fine`, `${skipped} skipped`, counted(warning, 'warning'), counted(error, 'error')]
  if (fixed > 0) parts.push(`${fixed} mended`)
  const mending = fixable > 0 ? ` ${fixable} can be mended with --fix.` : ''
  const page = checks[0]?.docsUrl.replace(/#.*/, '')
  const more = summary.status === 'ok' || page === undefined ? '' : `\nWhat each check looks at, and why:\n  ${page}`
  return `${parts.join(', ')}.${mending}${more}`
}

function checkLines(check: CheckResult, width: number, terminal: Terminal): string[] {
  const { id, status, message, detail, advice, fixed } = check
  const mark = style(terminal, STYLES[status], MARKS[status])
  const indent = ' '.repeat(width + 6)
  const room = terminal.columns === undefined ? undefined : Math.max(20, terminal.columns - indent.length)
  const block = (text: string, first = '', rest = first) =>
    wrapTo(plainText(text), room === undefined ? undefined : room - rest.length).map(
      (line, index) => indent + (index === 0 ? first : rest) + line,
    )
  const [line = '', ...more] = wrapTo(plainText(message), room)
  const name = padTo(id, width)
  const lines = [
    `  ${mark} ${style(terminal, status === 'skipped' ? 'faint' : 'name', name)}  ${line}`.trimEnd(),
    ...more.map((text) => indent + text),
  ]
  if (status === 'warning' || status === 'error') {
    lines.push(...detail.flatMap((text) => block(text, '· ', '  ')))
    if (advice !== undefined) lines.push(...block(advice, '→ ', '  '))
  }
  for (const { did, backup } of fixed?.deeds ?? [])
    lines.push(...block(`Mended: ${did}${backup === undefined ? '' : ` Backup: ${backup}`}`, '+ ', '  '))
  if (fixed?.failure !== undefined) lines.push(...block(`Not mended: ${fixed.failure}`, '✗ ', '  '))
  return lines
}
