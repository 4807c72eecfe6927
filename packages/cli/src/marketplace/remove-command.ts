import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { withStore, type StoreInput } from './open-store.js'
import { renderPlacement } from './render-placement.js'

/** `marketplace remove`: a marketplace and its plugins are gone. */
export async function removeCommand(input: StoreInput & { name: string }): Promise<Outcome> {
  const result = await withStore(input, async (marketplaces) => await marketplaces.remove(input.name))
  const { name, changed, placement } = result
  return {
    json: result,
    text: (terminal) =>
      `${plainText(name)} ${changed ? 'was removed' : 'is not there'}\n${renderPlacement(placement, terminal)}`,
  }
}
