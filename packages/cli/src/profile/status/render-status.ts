import type { EffectiveSetting, PlainEffective } from '@cowork-mdm/host'
import { counted } from '@cowork-mdm/schema'
import { wrapTo } from '../../output/measure.js'
import { plainJson, plainText } from '../../output/plain-text.js'
import { style } from '../../output/style.js'
import { renderTable } from '../../output/table.js'
import type { Terminal } from '../../output/terminal.js'
import { treeLines, type TreeNode } from '../../output/tree.js'

const SYSTEMS = { darwin: 'macOS', win32: 'Windows', linux: 'Linux' } as const

type Source = PlainEffective['sources'][number]

/** What is in effect: a sentence, a table of settings, the sources, what is no setting, what does not arrive. */
export function renderStatus(status: PlainEffective, terminal: Terminal): string {
  const { settings, sources, ignored, trouble } = status
  const label = (id: string) => sources.find((source) => source.id === id)?.label ?? id
  const parts = [
    [...paragraph(headline(status), terminal), ...summary(status).flatMap((sentence) => paragraph(sentence, terminal))],
    renderTable(
      [
        { title: 'Setting', cells: settings.map(({ key }) => key), style: 'name', least: 24 },
        { title: 'Value', cells: settings.map(valueOf), least: 10 },
        { title: 'Source', cells: settings.map(({ source }) => (source === undefined ? '' : label(source))) },
        { title: 'Shadowed', cells: settings.map((setting) => shadowed(setting, label)) },
        { title: 'Note', cells: settings.map((setting) => notesOf(setting).join('; ')), least: 14 },
      ],
      terminal,
    )
      .split('\n')
      .slice(0, -1),
    section('Sources', sources.filter(isWorthShowing).map(sourceNode), terminal),
    section(
      'No settings to this release',
      ignored.map(({ name, source, why, suggestion }) => ({
        label: name === '' ? '(unnamed)' : plainText(name),
        text: plainText(
          `${label(source)}: ${why.message}${suggestion === undefined || why.code === 'dotted-name' ? '' : ` Did you mean ${suggestion}?`}`,
        ),
        children: [],
      })),
      terminal,
    ),
    section(
      'Does not arrive',
      trouble.map(({ message, source }) => ({ label: label(source), text: plainText(message), children: [] })),
      terminal,
    ),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function headline({ platform, app, user, schema }: PlainEffective): string {
  const [first] = app.installed
  const release = app.version === '@next' ? 'the newest release known' : `release ${app.version}`
  const from =
    app.from === 'installed' ? ` in ${first!.path}` : app.from === 'given' ? ' as asked' : ', as no app was found'
  const own = schema.from === 'app' ? ', by its own schema' : ''
  return `${SYSTEMS[platform]}, ${release}${from}${own}${user === undefined ? '' : `, for ${user}`}.`
}

/** What there is to know before any single setting. */
function summary({
  tier,
  localInEffect,
  bootstrapAsked,
  settings,
  schema,
  user,
  otherUsers,
  sources,
}: PlainEffective): string[] {
  const sentences: string[] = []
  const set = counted(settings.filter(({ state }) => state === 'set' || state === 'fail-closed').length, 'setting')
  if (tier === 'none')
    sentences.push(
      'Nothing is managed on this machine, and no local configuration is applied: the app’s own defaults count.',
    )
  else if (tier === 'local')
    sentences.push(`Nothing is managed on this machine; a local configuration is in effect (${set}).`)
  else if (tier === 'unknown') sentences.push('Whether anything is managed cannot be told from here; see the sources.')
  else if (tier === 'managed-unusable')
    sentences.push('Settings are managed, and the app can read none of them. Local configurations do not count either.')
  else if (localInEffect) {
    const why = 'Only settings of the app’s own behaviour are managed, so local configurations count as well'
    sentences.push(`${why}: ${set} in effect.`)
  } else sentences.push(`Settings are managed: ${set} in effect.`)
  if (bootstrapAsked) {
    const isKnown = sources.some(({ id, role }) => id === 'bootstrap' && role === 'in-effect')
    sentences.push(
      isKnown
        ? 'A bootstrap server is asked; its answer, as given, replaces what is managed.'
        : 'A bootstrap server is asked; its answer replaces what is managed, and is not known here.',
    )
  }
  if (user === undefined && otherUsers.length > 0)
    sentences.push(`No user was chosen (${otherUsers.join(', ')}): only what holds for everybody is shown. See --user.`)
  if (schema.note !== undefined) sentences.push(schema.note)
  return sentences
}

function valueOf({ state, value, default: standard }: EffectiveSetting): string {
  if (value !== undefined) return plainJson(value)
  if (state === 'unknown') return '?'
  return standard === undefined ? '(not set)' : `(not set: ${plainJson(standard)})`
}

function shadowed({ holders }: EffectiveSetting, label: (id: string) => string): string {
  const ids = holders.filter(({ outcome }) => outcome === 'shadowed').map(({ source }) => label(source))
  return [...new Set(ids)].join(', ')
}

const REMARKS = {
  'earlier-name': 'earlier name',
  'retired-form': 'retired form',
  deprecated: 'deprecated',
  'not-on-platform': 'not on this platform',
  'entries-dropped': 'entries dropped',
  disputed: 'disputed form',
} as const satisfies Record<EffectiveSetting['remarks'][number]['code'], string>

function notesOf({ state, holders, remarks }: EffectiveSetting): string[] {
  const notes: string[] = []
  if (state === 'fail-closed') notes.push('invalid: strictest value')
  else if (holders.some(({ outcome }) => outcome === 'invalid')) notes.push('invalid')
  if (holders.some(({ why }) => why.code === 'server-decides')) notes.push('server decides')
  else if (state === 'unknown') notes.push('cannot be told')
  const types = holders.filter(({ why }) => why.code === 'unreadable-type').map(({ type }) => type)
  if (types.length > 0) notes.push(`${[...new Set(types)].join(', ')} is not read`)
  return [...notes, ...remarks.map(({ code }) => REMARKS[code])]
}

const ROLES: Record<Source['role'], string> = {
  'in-effect': 'in effect',
  hidden: 'passed over',
  broken: 'refused',
  unknown: 'not known',
  idle: 'nothing there',
}

function isWorthShowing({ tier, role, problems }: Source): boolean {
  return tier === 'managed' || role !== 'idle' || (tier === 'local' && problems.length > 0)
}

function sourceNode({ label, place, role, why, problems, state }: Source): TreeNode {
  const word = state === 'unusable' ? 'unusable' : ROLES[role]
  return {
    label,
    text: plainText(`${place}: ${word}${why ? `. ${why.message}` : ''}`),
    children: problems.map(({ severity, message, hint, line }) => ({
      label: severity,
      text: plainText([message, line === undefined ? '' : `(line ${line})`, hint ?? ''].filter(Boolean).join(' ')),
      children: [],
    })),
  }
}

function section(title: string, nodes: TreeNode[], terminal: Terminal): string[] {
  return nodes.length === 0 ? [] : [style(terminal, 'heading', title), ...treeLines(nodes, 2, terminal)]
}

function paragraph(text: string, terminal: Terminal): string[] {
  return wrapTo(plainText(text), terminal.columns)
}
