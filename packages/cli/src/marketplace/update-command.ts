import { CoworkError } from '@cowork-mdm/machine'
import type { UpdatedMarketplace } from '@cowork-mdm/marketplace'
import { splay } from '@cowork-mdm/marketplace/check-in'
import type { Outcome, RunContext } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import { fetchOptions, withStore, type FetchInput } from './open-store.js'
import { countsOf, placementRemarks, remarksNote, renderPlacement } from './render-placement.js'

export interface UpdateInput extends FetchInput {
  name: string | undefined
  'dry-run': boolean
  splay: string | undefined
}

/** `marketplace update`: what the sources have now is what the machine has. 1 where one of several failed. */
export async function updateCommand(input: UpdateInput, context: RunContext): Promise<Outcome> {
  const seconds = secondsOf(input.splay)
  const result = await withStore(
    input,
    async (marketplaces, host) => {
      if (seconds > 0) await splay(host, seconds, context.interruption.signal)
      return await marketplaces.update({ name: input.name, dryRun: input['dry-run'] })
    },
    fetchOptions(input, context),
  )
  const { marketplaces, placement, dryRun } = result
  const remarks = [
    ...marketplaces.flatMap(({ notes }) => notes.map(({ path, message }) => plainText(`${path}: ${message}`))),
    ...placementRemarks(placement),
  ]
  return {
    json: result,
    text: (terminal) =>
      marketplaces.map((each) => renderOne(each, dryRun, terminal)).join('') + renderPlacement(placement, terminal),
    ...remarksNote(remarks),
    exitCode: marketplaces.some(({ error }) => error) ? 1 : 0,
  }
}

function renderOne(updated: UpdatedMarketplace, dryRun: boolean, terminal: Terminal): string {
  const { name, changed, from, to, plugins, files, held, error } = updated
  const shown = style(terminal, 'name', plainText(name))
  if (error) {
    const hint = error.hint === undefined ? '' : ` ${error.hint}`
    return `${shown} ${style(terminal, 'error', 'failed')}: ${plainText(error.message + hint)}\n`
  }
  if (held) return `${shown} is held at ${from}: its source still has what was rolled back from\n`
  if (!changed) return `${shown} has nothing new\n`
  const counts = countsOf(plugins)
  const head = `${shown} ${dryRun ? 'would change' : 'changed'} from ${from.slice(0, 12)} to ${to.slice(0, 12)}${counts && `: ${counts}`}\n`
  return head + (dryRun ? details(plugins, files, terminal) : '')
}

/** Plugins with their versions, and files. */
function details(
  plugins: UpdatedMarketplace['plugins'],
  files: UpdatedMarketplace['files'],
  terminal: Terminal,
): string {
  const versions = ({ from = 'no version', to = 'no version' }: { from?: string; to?: string }) =>
    from === to ? from : `${from} becomes ${to}`
  const lines = [
    ...plugins.added.map((name) => style(terminal, 'added', `+ ${plainText(name)}`)),
    ...plugins.removed.map((name) => style(terminal, 'removed', `- ${plainText(name)}`)),
    ...plugins.changed.map(({ name, ...each }) =>
      style(terminal, 'changed', plainText(`~ ${name} (${versions(each)})`)),
    ),
    ...(files?.added ?? []).map((path) => `  + ${plainText(path)}`),
    ...(files?.removed ?? []).map((path) => `  - ${plainText(path)}`),
    ...(files?.changed ?? []).map((path) => `  ~ ${plainText(path)}`),
  ]
  return lines.map((line) => `  ${line}\n`).join('')
}

function secondsOf(text: string | undefined): number {
  const seconds = text === undefined ? 0 : Number(text)
  if (Number.isFinite(seconds) && seconds >= 0 && seconds <= 24 * 60 * 60) return seconds
  throw new CoworkError(
    'option-value-invalid',
    `Expected seconds up to a day after --splay, found ${JSON.stringify(text)}.`,
    {
      hint: 'Write --splay 900 for a quarter of an hour.',
    },
  )
}
