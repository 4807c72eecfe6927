import { resolve } from 'node:path'
import type { Host } from '@cowork-mdm/machine'
import type { MarketplaceOptions, Marketplaces } from '@cowork-mdm/marketplace'
import { openMarketplaces } from '@cowork-mdm/marketplace/check-in'
import { asAdministrator } from '../host/as-administrator.js'
import type { RunContext } from '../outcome.js'
import { openHost, type MachineInput } from '../host/open-host.js'

export interface StoreInput extends MachineInput {
  clones: string | undefined
  'org-plugins': string | undefined
  copy: boolean
}

export interface FetchInput extends StoreInput {
  'allow-insecure': boolean
  'require-pin': boolean
  'allow-host': string[]
  'verify-signatures': boolean
  'allowed-signers': string | undefined
  'credential-file': string | undefined
}

/** Opens the marketplaces of a machine and asks them one thing. */
export async function withStore<T>(
  input: StoreInput,
  work: (marketplaces: Marketplaces, host: Host) => Promise<T>,
  options: MarketplaceOptions = {},
): Promise<T> {
  const host = await openHost(input, { realCommands: ['git', 'ssh-keygen', 'gpg'] })
  const marketplaces = openMarketplaces(host, {
    clones: placeOf(input, input.clones),
    orgPlugins: placeOf(input, input['org-plugins']),
    copy: input.copy,
    ...options,
  })
  return await asAdministrator(host, async () => await work(marketplaces, host))
}

/** The options of commands that fetch. */
export function fetchOptions(input: FetchInput, { progress, interruption }: RunContext): MarketplaceOptions {
  return {
    allowInsecure: input['allow-insecure'],
    requirePin: input['require-pin'],
    ...(input['allow-host'].length > 0 && { allowHosts: input['allow-host'] }),
    verifySignatures: input['verify-signatures'],
    allowedSigners: placeOf(input, input['allowed-signers']),
    credentialFile: placeOf(input, input['credential-file']),
    onProgress: progress,
    signal: interruption.signal,
  }
}

/** On this machine from the current folder; in the folder of `--root`, a path is one of that machine. */
export function placeOf({ root }: MachineInput, path: string | undefined): string | undefined {
  return path === undefined || root !== undefined ? path : resolve(path)
}
