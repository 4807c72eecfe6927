import { counted, listed } from '@cowork-mdm/schema'
import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { style } from '../output/style.js'
import { withStore, type StoreInput } from './open-store.js'

/** `marketplace verify`: the machine against the lock. 1 where they differ. */
export async function verifyCommand(input: StoreInput): Promise<Outcome> {
  const result = await withStore(input, async (marketplaces) => await marketplaces.verify())
  const { ok, marketplaces, findings } = result
  return {
    json: result,
    text: (terminal) =>
      findings.map(({ code, message }) => `${style(terminal, 'warning', code)}  ${plainText(message)}\n`).join(''),
    note: () =>
      !ok
        ? `${counted(findings.length, 'finding')}.`
        : marketplaces.length === 0
          ? 'There are no marketplaces here.'
          : `Everything is as it was installed: ${plainText(listed(marketplaces))}.`,
    noteAlways: true,
    exitCode: ok ? 0 : 1,
  }
}
