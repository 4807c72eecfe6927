import { availabilityAt, findKey, keyNamed, type SettingKey } from '@cowork-mdm/schema'
import { decodeValue, type Carrier, type Decoded } from '@cowork-mdm/schema/values'
import type { ManagedSource, StoredValue } from '../sources/managed-source.js'
import { plain, rawOf, storedEntries } from '../sources/stored-values.js'
import type { Holder, IgnoredValue, ResolveContext } from './effective.js'
import { reason, type Reason } from './reasons.js'

/** A value of a source under the name of a setting. */
export interface Entry {
  source: ManagedSource
  stored: StoredValue
  key: SettingKey
  decoded: Decoded
  /** Whether the app reads values of that type at all. */
  isVisible: boolean
}

export interface SourceEntries {
  entries: Entry[]
  ignored: IgnoredValue[]
}

/** Types of the registry that the app reads. */
const READABLE = new Set(['REG_SZ', 'REG_DWORD'])

/** Looking for the right name takes milliseconds, and whoever sets that many wrong ones has no use for it. */
const MOST_ADVISED = 200

/** The values of a source by what they are to this release: settings, decoded as it does, or nothing. */
export function entriesOf(source: ManagedSource, context: ResolveContext): SourceEntries {
  const found: SourceEntries = { entries: [], ignored: [] }
  const nodes = source.artifact ? storedEntries(source.artifact) : []
  for (const [index, stored] of source.values.entries()) {
    const { key, why, suggestion } = settingOf(stored.name, context, found.ignored.length < MOST_ADVISED)
    if (key && !why) {
      const { appVersion, platform } = context
      const decoded = decodeValue(key, rawOf(nodes[index]!.node), { carrier: carrierOf(source), appVersion, platform })
      const isVisible = !stored.type.startsWith('REG_') || READABLE.has(stored.type)
      found.entries.push({ source, stored, key, decoded, isVisible })
    } else {
      const { name, type, raw } = stored
      const place = { source: source.id, place: source.place, name, type, raw, why: why! }
      found.ignored.push({ ...place, ...(suggestion !== undefined && { suggestion }) })
    }
  }
  return found
}

/** A value's part in a setting, before others are looked at. */
export function holderOf({ source, stored, decoded }: Entry, outcome: Holder['outcome'], why: Reason): Holder {
  const value = 'value' in decoded && decoded.value !== undefined ? { value: plain(decoded.value) } : {}
  return {
    source: source.id,
    place: source.place,
    ...stored,
    ...value,
    decoding: decoded.notes,
    problems: decoded.status === 'invalid' ? decoded.problems : [],
    outcome,
    why,
  }
}

interface Named {
  key?: SettingKey
  why?: Reason
  suggestion?: string
}

/** The setting of a name, or why it is none to this release. */
function settingOf(name: string, { document, appVersion }: ResolveContext, isAdvised: boolean): Named {
  if (name === '') return { why: reason('unnamed-value') }
  const found = isAdvised ? findKey(document, name) : { key: keyNamed(document, name) }
  const { key, suggestion } = { suggestion: undefined, ...found }
  if (!key) {
    const [outer = ''] = name.split('.')
    const around = outer === name ? undefined : keyNamed(document, outer)?.name
    if (around !== undefined) return { why: reason('dotted-name', { detail: around }), suggestion: around }
    return { why: reason('unknown-name'), ...(suggestion !== undefined && { suggestion }) }
  }
  const { state, since } = availabilityAt(key, appVersion)
  if (state === 'not-yet') return { key, why: reason('not-yet', { detail: since! }) }
  if (state === 'removed')
    return { key, why: reason('removed', { detail: since === undefined ? '' : `, since ${since}` }) }
  return { key }
}

function carrierOf({ artifact }: ManagedSource): Carrier {
  if (artifact?.format === 'reg') return 'registry'
  return artifact?.format === 'plist' ? 'plist' : 'json'
}
