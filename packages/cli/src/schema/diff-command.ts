import { CoworkError } from '@cowork-mdm/machine'
import { diffSchemas, formatDiffMarkdown } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { openSchema } from './open-schema.js'
import { renderDiff } from './render-diff.js'

export interface DiffInput {
  a: string
  b: string
  markdown: boolean
  'exit-code': boolean
}

/** `schema diff`: what changed from one schema to another. */
export async function diffCommand(input: DiffInput, context: RunContext): Promise<Outcome> {
  if (input.markdown && context.json) {
    throw new CoworkError('option-conflict', 'Expected --markdown or --json, found both.', {
      hint: 'Leave one of them out.',
    })
  }
  const from = await openSchema(input.a, context)
  const to = await openSchema(input.b, context)
  const diff = diffSchemas(from, to)
  const different = diff.changes.length > 0
  return {
    json: diff,
    text: (terminal) => (input.markdown ? formatDiffMarkdown(diff) : renderDiff(diff, terminal)),
    note: different ? undefined : () => `No difference between ${plainText(input.a)} and ${plainText(input.b)}.`,
    noteAlways: true,
    exitCode: different && input['exit-code'] ? 1 : 0,
  }
}
