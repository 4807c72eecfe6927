import { readFile } from 'node:fs/promises'
import { writeFileAtomic } from '@cowork-mdm/machine'
import type { ExtractResult } from '@cowork-mdm/schema-extractor'
import type { Outcome, RunContext } from '../outcome.js'
import { jsonText } from '../output/json-text.js'
import { checkOutput } from '../output/check-output.js'
import { extractApp } from './extract-app.js'
import { renderExtraction } from './render-extraction.js'

export interface ExtractInput {
  path: string
  out: string | undefined
  'facts-only': boolean
}

/** `schema extract`: the document goes to stdout, or to a file that is replaced as a whole. */
export async function extractCommand(input: ExtractInput, context: RunContext): Promise<Outcome> {
  const { path, out } = input
  if (out !== undefined) await checkOutput(out, { notOver: [path] })
  const result = await extractApp(path, context, { factsOnly: input['facts-only'] })
  if (out === undefined) {
    // On one terminal the document would stand right above its summary.
    const note = context.stdout.interactive && !hasWarnings(result) ? undefined : summary(result)
    return { json: result.document, note, noteAlways: hasWarnings(result) }
  }
  const text = jsonText(result.document)
  const changed = text !== (await readFile(out, 'utf8').catch(() => undefined))
  if (changed) await writeFileAtomic(out, text)
  const { appVersion, extractedFrom, keys, diagnostics } = result.document
  return {
    json: { changed, file: out, appVersion, extractedFrom, keys: keys.length, diagnostics },
    text: () => '',
    note: summary(result, `${changed ? 'Written to' : 'No change in'} ${out}`),
    // A script must not lose a setting without a word.
    noteAlways: hasWarnings(result),
  }
}

function hasWarnings({ document }: ExtractResult): boolean {
  return document.diagnostics.some(({ severity }) => severity !== 'info')
}

function summary(result: ExtractResult, end?: string): Outcome['note'] {
  return (terminal) => [renderExtraction(result.document, terminal), end].filter(Boolean).join('\n')
}
