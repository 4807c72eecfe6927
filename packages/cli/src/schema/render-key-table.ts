import { compareVersions, describeType, type Availability, type Scope, type SettingKey } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'
import { renderTable } from '../output/table.js'
import type { Terminal } from '../output/terminal.js'
import { entriesIn } from './filter-keys.js'

/** Settings as a table; versions are those of `scopes`, where these are given. */
export function renderKeyTable(
  keys: readonly SettingKey[],
  { scopes, terminal }: { scopes: readonly Scope[]; terminal: Terminal },
): string {
  const column = (cell: (key: SettingKey) => string | undefined) => keys.map((key) => plainText(cell(key) ?? ''))
  return renderTable(
    [
      { title: 'Setting', cells: column((key) => key.name), style: 'name' },
      { title: 'Type', cells: column((key) => describeType(key.value)), least: 8 },
      { title: 'Scopes', cells: column((key) => scopesOf(key.availability)), least: 8, optional: 'useful' },
      { title: 'Since', cells: column((key) => firstVersion(entriesIn(key, scopes))), optional: 'useful' },
      { title: 'Known', cells: column((key) => SOURCES[key.provenance.kind]), optional: 'useful' },
      { title: 'Title', cells: column((key) => key.title), optional: 'extra', least: 20 },
      { title: 'Category', cells: column((key) => key.category), optional: 'extra' },
      { title: 'Providers', cells: column((key) => key.providers?.join(', ')), optional: 'extra' },
    ],
    terminal,
  )
}

const SOURCES: Record<SettingKey['provenance']['kind'], string> = { bundle: 'app', documentation: 'docs' }

/** `1p (3p)`: available in one, deprecated in the other. */
function scopesOf(availability: readonly Availability[]): string {
  const words = availability
    .filter(({ status }) => status !== 'removed')
    .map(({ scope, status }) => (status === 'deprecated' ? `(${scope})` : scope))
  return [...new Set(words)].join(' ')
}

function firstVersion(entries: readonly Availability[]): string | undefined {
  return entries
    .map(({ since }) => since)
    .filter((since) => since !== undefined)
    .sort(compareVersions)[0]
}
