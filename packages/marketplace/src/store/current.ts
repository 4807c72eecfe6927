import { pathsOf, type Host } from '@cowork-mdm/machine'
import { readIfThere } from './lock-file.js'
import type { MarketplacePaths } from './store-paths.js'

/** Which revision counts; nothing where none does. */
export async function readCurrent(host: Host, { current }: MarketplacePaths): Promise<string | undefined> {
  if (host.platform === 'win32') return (await readIfThere(host, current))?.trim()
  const facts = await host.stat(current)
  return facts?.type === 'link' ? pathsOf(host.platform).basename(facts.target ?? '') : undefined
}

/** Makes a revision count, in one step: whoever looks sees the old one whole or the new one whole. */
export async function switchCurrent(host: Host, { current }: MarketplacePaths, revision: string): Promise<void> {
  if (host.platform === 'win32') await host.write(current, `${revision}\n`)
  else await host.link(current, `versions/${revision}`)
}
