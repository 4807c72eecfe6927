import { CoworkError } from '@cowork-mdm/machine'
import { nearestName } from '@cowork-mdm/schema'
import type { Lock, LockedMarketplace } from '../store/lock-file.js'

/** @throws CoworkError `unknown-marketplace` */
export function findMarketplace({ marketplaces }: Lock, name: string): LockedMarketplace {
  const found = marketplaces.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (found) return found
  const names = marketplaces.map((each) => each.name)
  const nearest = nearestName(name, names)
  const there =
    names.length === 0
      ? 'There are none yet: see "cowork-mdm marketplace add --help".'
      : `There are: ${names.join(', ')}.`
  throw new CoworkError('unknown-marketplace', `Expected a marketplace that is there, found ${JSON.stringify(name)}.`, {
    hint: nearest === undefined ? there : `Did you mean "${nearest}"?`,
  })
}
