import { resolve } from 'node:path'
import type { Outcome, RunContext } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { fetchOptions, withStore, type FetchInput } from './open-store.js'
import { countsOf, placementRemarks, remarksNote, renderPlacement } from './render-placement.js'

export interface AddInput extends FetchInput {
  source: string
  name: string | undefined
  ref: string | undefined
  sha256: string | undefined
}

/** `marketplace add`: a source becomes a marketplace of the machine. */
export async function addCommand(input: AddInput, context: RunContext): Promise<Outcome> {
  const { name, ref, sha256, root } = input
  // What begins with a dot is a folder from here.
  const source = root === undefined && /^\.{1,2}(?:[\\/]|$)/.test(input.source) ? resolve(input.source) : input.source
  const result = await withStore(
    input,
    async (marketplaces) => await marketplaces.add(source, { name, ref, sha256 }),
    fetchOptions(input, context),
  )
  const { changed, marketplace, plugins, placement, notes } = result
  return {
    json: result,
    text: (terminal) =>
      `${plainText(marketplace.name)} ${changed ? `is at ${marketplace.revision}` : 'is there already'}` +
      `${changed && countsOf(plugins) ? `: ${countsOf(plugins)}` : ''}\n${renderPlacement(placement, terminal)}`,
    ...remarksNote([
      ...notes.map(({ path, message }) => plainText(`${path}: ${message}`)),
      ...placementRemarks(placement),
    ]),
  }
}
