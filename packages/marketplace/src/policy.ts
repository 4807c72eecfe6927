import { CoworkError } from '@cowork-mdm/machine'
import type { MarketplaceOptions } from './options.js'
import { hostOfSource } from './source/parse-source.js'
import { isPinned, type Source } from './source/source.js'

/**
 * Refuses a source that a strict fleet does not want.
 *
 * @throws CoworkError `not-pinned`, `host-not-allowed`, `insecure-source`
 */
export function checkPolicy(source: Source, { requirePin, allowHosts, allowInsecure }: MarketplaceOptions): void {
  if (requirePin && !isPinned(source)) {
    const found = source.kind === 'git' ? (source.ref ?? 'the default branch') : 'a folder'
    throw new CoworkError(
      'not-pinned',
      `Expected a source that is pinned, found ${found}, which may be something else tomorrow.`,
      {
        hint: 'Give the full commit with --ref; git ls-remote prints it.',
      },
    )
  }
  const host = hostOfSource(source)
  if (allowHosts && !(host !== undefined && allowHosts.some((allowed) => isHost(host, allowed.toLowerCase())))) {
    throw new CoworkError(
      'host-not-allowed',
      `Expected a source on ${allowHosts.join(' or ') || 'no host'}, found ${host ?? 'a local one'}.`,
      {
        hint: 'Use a mirror there, or add the host with --allow-host.',
      },
    )
  }
  if (!allowInsecure && source.kind !== 'folder' && /^(?:http|file):/i.test(source.url)) {
    throw new CoworkError('insecure-source', `Expected https or ssh, found ${source.url}.`, {
      hint: 'Use https. --allow-insecure lets it through, for tests.',
    })
  }
}

function isHost(host: string, allowed: string): boolean {
  return allowed.startsWith('*.')
    ? host.endsWith(allowed.slice(1)) && host.length > allowed.length - 1
    : host === allowed
}
