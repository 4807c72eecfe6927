import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { withStore, type StoreInput } from './open-store.js'
import { countsOf, renderPlacement } from './render-placement.js'

/** `marketplace rollback`: what was installed before counts again. */
export async function rollbackCommand(input: StoreInput & { name: string }): Promise<Outcome> {
  const result = await withStore(input, async (marketplaces) => await marketplaces.rollback(input.name))
  const { name, from, to, plugins, placement } = result
  return {
    json: result,
    text: (terminal) =>
      `${plainText(name)} went back from ${from.slice(0, 12)} to ${to.slice(0, 12)}${countsOf(plugins) && `: ${countsOf(plugins)}`}\n` +
      renderPlacement(placement, terminal),
  }
}
