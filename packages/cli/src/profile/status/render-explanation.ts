import type { Holder, PlainEffective } from '@cowork-mdm/host'
import { plainJson, plainText } from '../../output/plain-text.js'
import { style } from '../../output/style.js'
import type { Terminal } from '../../output/terminal.js'
import { treeLines, type TreeNode } from '../../output/tree.js'
import type { Explanation } from './explain-setting.js'

/** One setting in full: its value, every source that has it and why that counts or not, and those that have it not. */
export function renderExplanation(explanation: Explanation, status: PlainEffective, terminal: Terminal): string {
  const { key, setting, ignored } = explanation
  const label = (id: string) => status.sources.find((source) => source.id === id)?.label ?? id
  const nodes: TreeNode[] = [
    leaf('Value', valueOf(explanation)),
    ...(setting?.remarks ?? []).map(({ message }) => leaf('Remark', message)),
    ...(setting?.holders ?? []).map((holder, index) => holderNode(holder, index, label(holder.source), status.rules)),
    ...ignored.map(({ source, place, name, type, raw, why }) => ({
      label: label(source),
      text: plainText(place),
      children: [leaf('holds', `${name} = ${plainJson(raw)} (${type})`), leaf('ignored', why.message)],
    })),
  ]
  const holding = new Set([...(setting?.holders ?? []), ...ignored].map(({ source }) => source))
  const without = status.sources.filter(({ id, tier }) => !holding.has(id) && tier !== 'bootstrap')
  nodes.push(
    ...without.map((source) => ({
      label: source.label,
      text: plainText(source.place),
      children: [leaf('has', source.state === 'unknown' ? 'nobody knows what' : 'nothing under that name')],
    })),
  )
  return `${[style(terminal, 'heading', plainText(key)), ...treeLines(nodes, 0, terminal)].join('\n')}\n`
}

function valueOf({ setting, default: standard }: Explanation): string {
  const unset = standard === undefined ? 'not set' : `not set; the app uses ${plainJson(standard)}`
  if (!setting) return unset
  switch (setting.state) {
    case 'set':
      return plainJson(setting.value)
    case 'fail-closed':
      return `${plainJson(setting.value)}, as what is set is invalid`
    case 'unset':
      return unset
    case 'unknown':
      return 'cannot be told from here'
  }
}

const OUTCOMES: Record<Holder['outcome'], string> = {
  wins: 'wins',
  shadowed: 'loses',
  'not-read': 'not read',
  invalid: 'invalid',
  unset: 'not set',
  unknown: 'not known',
}

/** What the outcome does not tell by itself. */
const DECODING: Partial<Record<Holder['decoding'][number], string>> = {
  'parsed-json': 'read as JSON text',
  'repaired-backslashes': 'read as JSON text with its stray backslashes doubled',
  'entries-dropped': 'entries that are not valid left out',
  'native-collection-disputed': 'a list or map as such, which reports disagree about',
}

function holderNode(holder: Holder, index: number, label: string, rules: PlainEffective['rules']): TreeNode {
  const { place, name, type, raw, value, decoding, problems, outcome, why } = holder
  const isSame = JSON.stringify(raw) === JSON.stringify(value)
  return {
    label: `${index + 1}. ${label}`,
    text: plainText(place),
    children: [
      leaf('holds', `${name} = ${plainJson(raw)} (${type})`),
      ...(value === undefined || isSame ? [] : [leaf('means', plainJson(value))]),
      ...decoding.flatMap((note) => DECODING[note] ?? []).map((text) => leaf('read', text)),
      ...problems.map(({ pointer, message }) => leaf('problem', pointer === '' ? message : `${pointer}: ${message}`)),
      leaf(OUTCOMES[outcome], why.message),
      ...rules.filter(({ id }) => id === why.rule).map(({ rule, source }) => leaf('rule', `${rule} (${source})`)),
    ],
  }
}

function leaf(label: string, text: string): TreeNode {
  return { label, text: plainText(text), children: [] }
}
