import type { Diagnostic, JsonValue, Provenance, SchemaDocument, SettingKey } from '@cowork-mdm/schema'
import { wrapTo } from '../output/measure.js'
import { plainJson, plainJsonLines, plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import { treeLines, type TreeNode } from '../output/tree.js'
import { describeAvailability } from './describe-availability.js'
import { describeValue } from './describe-value.js'
import { nameOf } from './name-of.js'
import { valueTree } from './value-tree.js'

interface KeyContext {
  document: SchemaDocument
  /** Those of the document that concern the setting. */
  diagnostics: readonly Diagnostic[]
  terminal: Terminal
}

/** All that is known of one setting, for reading. Facts that are absent have no line. */
export function renderKey(key: SettingKey, { document, diagnostics, terminal }: KeyContext): string {
  const lines = [style(terminal, 'heading', plainText(key.name))]
  for (const prose of [key.title, key.description]) {
    if (prose !== undefined) lines.push(...wrapTo(plainText(prose), terminal.columns))
  }
  lines.push('', ...treeLines(facts(key, document, diagnostics), 0, terminal))
  const inside = valueTree(key.value)
  if (inside.length > 0) lines.push('', style(terminal, 'heading', 'Inside'), ...treeLines(inside, 2, terminal))
  if (key.example !== undefined && !isShort(key.example)) {
    lines.push('', style(terminal, 'heading', 'Example'), ...plainJsonLines(key.example).map((line) => `  ${line}`))
  }
  return `${lines.join('\n')}\n`
}

/** Whether a value reads well in one line; longer ones are shown as they stand in a file, whole for copying. */
function isShort(value: JsonValue): boolean {
  return plainJson(value).length <= LONGEST_LINE || typeof value !== 'object'
}

const LONGEST_LINE = 60

function facts(key: SettingKey, document: SchemaDocument, diagnostics: readonly Diagnostic[]): TreeNode[] {
  const json = (value: unknown) => (value === undefined ? undefined : plainJson(value))
  const words = (list: readonly string[] | undefined) => list && plainText(list.join(', '))
  const rows: [label: string, text: string | undefined][] = [
    ['Type', describeValue(key.value)],
    ['Scopes', describeAvailability(key.availability) || 'none'],
    ['Default', json(key.default)],
    ['Shown default', json(key.displayDefault)],
    ['If invalid', json(key.failClosedValue)],
    ['Example', key.example !== undefined && isShort(key.example) ? plainJson(key.example) : undefined],
    ['Former names', words(key.legacyNames)],
    ['Providers', words(key.providers)],
    ['Credentials', words(key.credentialKinds)],
    ['Category', words(key.category === undefined ? undefined : [key.category])],
    ['Path', key.path && plainText(key.path.join('.'))],
    ['Visibility', key.visibility && VISIBILITY[key.visibility]],
    ['In reports', key.redaction && REDACTION[key.redaction]],
    ['Bootstrap', json(key.remotePolicy)],
    ['Effect', key.appBehaviorOnly ? 'app behaviour only: managing it leaves local configuration editable' : undefined],
    ['Known from', describeProvenance(key.provenance, document)],
    ...remarks(diagnostics).map((remark): [string, string] => ['Remark', remark]),
  ]
  return rows.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text, children: [] }]))
}

const VISIBILITY: Record<NonNullable<SettingKey['visibility']>, string> = {
  'public-undocumented': 'public, but not documented',
  'internal-only': 'internal to the maker of the app',
}

const REDACTION: Record<NonNullable<SettingKey['redaction']>, string> = {
  drop: 'left out',
  presence: 'only whether it is set',
  hash: 'as a hash',
  hostname: 'only the host name',
  keep: 'shown as it is',
}

const CONFIDENCE = { documented: '', reported: ', reported by others', uncertain: ', uncertain' } as const

function describeProvenance(provenance: Provenance, document: SchemaDocument): string {
  if (provenance.kind === 'documentation') {
    return `documentation of ${plainText(provenance.asOf)}${CONFIDENCE[provenance.confidence ?? 'documented']}`
  }
  const { file, start, end } = provenance
  return `${nameOf({ appVersion: document.appVersion })}, ${plainText(file)}, bytes ${start} to ${end}`
}

/** The messages of diagnostics, each once, with its number. */
function remarks(diagnostics: readonly Diagnostic[]): string[] {
  const counts = new Map<string, number>()
  for (const { message } of diagnostics) counts.set(message, (counts.get(message) ?? 0) + 1)
  return [...counts].map(([message, count]) => plainText(count === 1 ? message : `${message} (${count} times)`))
}
