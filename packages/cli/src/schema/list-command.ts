import { CoworkError } from '@cowork-mdm/machine'
import { compareVersions, counted, describeSettings, type Language, type SchemaDocument } from '@cowork-mdm/schema'
import { didYouMean } from '../errors/did-you-mean.js'
import type { Outcome, RunContext } from '../outcome.js'
import { hiddenColumns, renderTable } from '../output/table.js'
import { filterKeys, type KeyFilter } from './filter-keys.js'
import { keyColumns } from './key-columns.js'
import { nameOf } from './name-of.js'
import { openSchema } from './open-schema.js'

/** Words for `--provenance`: those of the table, and those of the documents. */
const PROVENANCE = { app: 'bundle', docs: 'documentation', bundle: 'bundle', documentation: 'documentation' } as const

export interface ListInput extends Omit<KeyFilter, 'provenance'> {
  schema: string | undefined
  language: Language | undefined
  provenance: keyof typeof PROVENANCE | undefined
}

/** `schema list`: the settings of a schema that meet all filters. */
export async function listCommand(
  { schema: ref, language, provenance, ...others }: ListInput,
  context: RunContext,
): Promise<Outcome> {
  const filter: KeyFilter = { ...others, provenance: provenance && PROVENANCE[provenance] }
  // A version that is none is wrong usage, whatever the schema.
  if (filter.since !== undefined) compareVersions(filter.since, filter.since)
  const document = await describeSettings(await openSchema(ref, context), language ?? 'en')
  checkWord(
    'provider',
    filter.provider,
    document.keys.flatMap((key) => key.providers ?? []),
    document,
  )
  checkWord(
    'category',
    filter.category,
    document.keys.flatMap((key) => key.category ?? []),
    document,
  )

  const keys = filterKeys(document.keys, filter)
  const columns = keyColumns(keys, { filter, keepTitle: language !== undefined })
  return {
    json: { appVersion: document.appVersion, supplement: document.supplement, keys },
    text: (terminal) => renderTable(columns, terminal),
    note: () => describeSelection(keys.length, document) + describeHidden(hiddenColumns(columns, context.stdout)),
    // An empty stdout needs a word even in a pipe.
    noteAlways: keys.length === 0,
  }
}

function describeSelection(count: number, document: SchemaDocument): string {
  if (count === 0) return `No setting of ${nameOf(document)} meets all filters.`
  const total = document.keys.length
  return `${count === total ? '' : `${count} of `}${counted(total, 'setting')} of ${nameOf(document)}`
}

function describeHidden(titles: readonly string[]): string {
  return titles.length === 0 ? '' : `; ${titles.join(', ')} hidden: use a wider terminal or --json`
}

/** A value that no setting of the schema has is a slip, not a filter. */
function checkWord(
  option: string,
  wanted: readonly string[],
  words: readonly string[],
  document: SchemaDocument,
): void {
  const known = [...new Set(words)].sort()
  const unknown = wanted.find((word) => !known.includes(word))
  if (unknown === undefined) return
  throw new CoworkError(
    'option-value-invalid',
    `Expected --${option} to be one of ${known.join(', ') || 'none'} (${nameOf(document)}), found ${JSON.stringify(unknown)}.`,
    { hint: didYouMean(unknown, known) ?? `Leave --${option} out to see every setting.` },
  )
}
