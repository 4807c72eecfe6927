import { CoworkError, windowsNameProblem } from '@cowork-mdm/machine'
import { placeOfSource, type Source } from './source.js'

/**
 * Checks the name of a marketplace, which is a folder's name on every platform.
 *
 * @throws CoworkError `bad-name`
 */
export function checkMarketplaceName(name: string): string {
  const ok =
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/.test(name) &&
    !name.includes('..') &&
    windowsNameProblem(name) === undefined
  if (ok && name.toLowerCase() !== 'marketplaces.lock.json') return name
  throw new CoworkError('bad-name', `Expected a name for the marketplace, found ${JSON.stringify(name)}.`, {
    hint: 'Use up to 64 letters, digits, dots, dashes and underscores; no separators, no "..", no device of Windows.',
  })
}

/** What a marketplace is called unless it is told: the last name of its source without its ending. */
export function nameOfSource(source: Source): string {
  const last =
    placeOfSource(source)
      .split(/[\\/]+/)
      .findLast((part) => part !== '') ?? ''
  return checkMarketplaceName(decodeURIComponent(last).replace(/\.(?:git|zip|tar\.gz|tgz)$/i, ''))
}
