import { quietly, type Host } from '@cowork-mdm/machine'
import { listed, type SchemaDocument } from '@cowork-mdm/schema'
import { contextOf } from '../effective/context-of.js'
import { effectiveSettings } from '../effective/effective-settings.js'
import type { Holder } from '../effective/effective.js'
import { resolveSettings } from '../effective/resolve.js'
import { decodeSource } from '../sources/decode-source.js'
import type { ManagedSource } from '../sources/managed-source.js'
import { storedValues } from '../sources/stored-values.js'
import type { ManagedPlace } from './managed-place.js'
import type { ApplyWarning } from './management-warnings.js'

/** As many settings as a warning names. */
const NAMED = 5

export interface HiddenContext {
  document: SchemaDocument
  /** Release whose rules count; by default the installed one. */
  appVersion?: string | undefined
}

/**
 * Settings that have no effect although they are written, as the app takes them from another place of this machine: reckoned from
 * its sources as they are, with `wanted` at this place. One warning for each reason; none where the machine cannot be asked, as a
 * warning is not worth a failure.
 */
export async function hiddenWarnings(
  host: Host,
  place: ManagedPlace,
  wanted: Uint8Array,
  context: HiddenContext,
): Promise<ApplyWarning[]> {
  const hidden = (await quietly(hiddenSettings(host, place, wanted, context))) ?? new Map<string, string[]>()
  return [...hidden].map(([why, keys]) => ({ code: 'hidden', message: `No effect for ${named(keys)}: ${why}` }))
}

/** Names of settings by the reason why they are hidden. */
async function hiddenSettings(
  host: Host,
  place: ManagedPlace,
  wanted: Uint8Array,
  { document, appVersion }: HiddenContext,
): Promise<ReadonlyMap<string, string[]>> {
  const hidden = new Map<string, string[]>()
  const { effective } = await effectiveSettings(host, {
    document,
    ...(appVersion !== undefined && { appVersion }),
    ...(host.platform === 'darwin' && place.user !== undefined && { user: place.user }),
  })
  const source = effective.sources.find((each) => each.place === place.path)
  const { artifact } = decodeSource({ path: place.path, bytes: wanted }, { format: place.format, document })
  if (!source || !artifact) return hidden
  const applied: ManagedSource = { ...source, state: 'read', values: storedValues(artifact), problems: [], artifact }
  const { settings } = resolveSettings(
    effective.sources.map((each) => (each === source ? applied : each)),
    contextOf(host, effective.app, document),
  )
  for (const { key, holders } of settings) {
    const own = holders.find((holder) => holder.source === source.id)
    if (own && isHidden(own)) hidden.set(own.why.message, [...(hidden.get(own.why.message) ?? []), key])
  }
  return hidden
}

/** Another place decides. That a bootstrap server will answer is what the profile itself asks for. */
function isHidden({ outcome, source, why: { by } }: Holder): boolean {
  return outcome === 'shadowed' && by !== undefined && by !== source && by !== 'bootstrap'
}

function named(keys: readonly string[]): string {
  const others = keys.length - NAMED
  return listed([...keys.slice(0, NAMED), ...(others > 0 ? [`${others} more`] : [])])
}
