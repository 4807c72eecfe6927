import type { Host } from '@cowork-mdm/machine'
import { add, type AddOptions, type AddResult } from './actions/add.js'
import { list, type ListResult } from './actions/list.js'
import { remove, type RemoveResult } from './actions/remove.js'
import { rollback, type RollbackResult } from './actions/rollback.js'
import { update, type UpdateOptions, type UpdateResult } from './actions/update.js'
import { verify, type VerifyResult } from './actions/verify.js'
import { contextOf } from './context.js'
import type { MarketplaceOptions } from './options.js'

/** The marketplaces of a machine. Every action can be repeated: what is already so stays, and `changed` tells it. */
export interface Marketplaces {
  /** `source` is what `parseSource` takes; of a folder, its absolute path. */
  add: (source: string, options?: AddOptions) => Promise<AddResult>
  list: () => Promise<ListResult>
  update: (options?: UpdateOptions) => Promise<UpdateResult>
  remove: (name: string) => Promise<RemoveResult>
  verify: () => Promise<VerifyResult>
  rollback: (name: string) => Promise<RollbackResult>
}

/**
 * The marketplaces of a machine: what they are cloned into, which version counts, and what of them stands where the app looks.
 * Opening reads nothing. All failures are a `CoworkError`; after one, everything is as it was.
 */
export function openMarketplaces(host: Host, options: MarketplaceOptions = {}): Marketplaces {
  const context = contextOf(host, options)
  return {
    add: async (source, addOptions = {}) => await add(context, source, addOptions),
    list: async () => await list(context),
    update: async (updateOptions = {}) => await update(context, updateOptions),
    remove: async (name) => await remove(context, name),
    verify: async () => await verify(context),
    rollback: async (name) => await rollback(context, name),
  }
}
