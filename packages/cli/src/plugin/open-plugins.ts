import type { Host } from '@cowork-mdm/machine'
import type { MarketplaceOptions } from '@cowork-mdm/marketplace'
import { asAdministrator } from '../host/as-administrator.js'
import { openHost, type MachineInput } from '../host/open-host.js'
import { placeOf } from '../marketplace/open-store.js'

export interface PluginsInput extends MachineInput {
  clones: string | undefined
  'org-plugins': string | undefined
}

/** Opens a machine and does something with the plugins on it. */
export async function withPlugins<T>(
  input: PluginsInput,
  work: (host: Host, options: MarketplaceOptions) => Promise<T>,
): Promise<T> {
  const host = await openHost(input, { realCommands: ['git'] })
  const options = { clones: placeOf(input, input.clones), orgPlugins: placeOf(input, input['org-plugins']) }
  return await asAdministrator(host, async () => await work(host, options))
}
