import type { Artifact } from '@cowork-mdm/encoder'
import { rawValue, type RawEntry, type RawNode } from '@cowork-mdm/profile'
import type { JsonValue } from '@cowork-mdm/schema'
import type { StoredValue } from './managed-source.js'

/** What an artifact holds, as it is stored: its settings and, in the registry, the value without a name. */
export function storedValues(artifact: Artifact): StoredValue[] {
  return storedEntries(artifact).map(({ name, node }) => ({ name, type: node.type, raw: plain(rawValue(node)) }))
}

/** The same with the nodes that hold the values. */
export function storedEntries({ stores, profile }: Artifact): Pick<RawEntry, 'name' | 'node'>[] {
  const unnamed = stores
    .filter(({ kind }) => kind === 'registry')
    .flatMap(({ node }) => node.entries.filter(({ name, node: { type } }) => name === '' && type !== 'null'))
  const settings = profile.settings.flatMap(({ name, source }) => (source ? [{ name, node: source.node }] : []))
  return [...unnamed.map(({ name, node }) => ({ name, node })), ...settings]
}

/** A stored value as a reader of its kind of file gets it: `{ type, data }` of the registry. */
export function rawOf(node: RawNode): unknown {
  return node.type.startsWith('REG_') ? { type: node.type, data: rawValue(node) } : rawValue(node)
}

/** Any value as plain JSON. */
export function plain(value: unknown): JsonValue {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
  return (value ?? null) as JsonValue
}
