import { compareVersions, describeType, type Availability, type SettingKey } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'
import type { Column } from '../output/table.js'
import { entriesThatMeet, type KeyFilter } from './filter-keys.js'

export interface KeyColumnOptions {
  /** Versions are those by which a setting met the filter. */
  filter: Pick<KeyFilter, 'scope' | 'since'>
  /** Titles were asked for, so every other column goes before theirs. */
  keepTitle: boolean
}

/** Settings as the columns of a table. */
export function keyColumns(keys: readonly SettingKey[], { filter, keepTitle }: KeyColumnOptions): Column[] {
  const column = (cell: (key: SettingKey) => string | undefined) => keys.map((key) => plainText(cell(key) ?? ''))
  return [
    { title: 'Setting', cells: column((key) => key.name), style: 'name' },
    { title: 'Type', cells: column((key) => describeType(key.value)), least: 8 },
    { title: 'Scopes', cells: column((key) => scopesOf(key.availability)), least: 8, optional: 'useful' },
    { title: 'Since', cells: column((key) => firstVersion(entriesThatMeet(key, filter))), optional: 'useful' },
    { title: 'Known', cells: column((key) => SOURCES[key.provenance.kind]), optional: 'useful' },
    { title: 'Title', cells: column((key) => key.title), least: 20, ...(keepTitle ? {} : { optional: 'extra' }) },
    { title: 'Category', cells: column((key) => key.category), optional: 'extra' },
    { title: 'Providers', cells: column((key) => key.providers?.join(', ')), optional: 'extra' },
  ]
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
