import { decode, EncoderError, registryCase, type Artifact } from '@cowork-mdm/encoder'
import { diffProfiles, type ProfileChange, type RawNode } from '@cowork-mdm/profile'
import { keyNamed, type SchemaDocument } from '@cowork-mdm/schema'
import type { ManagedPlace, PlaceContent } from './managed-place.js'
import { storedForm } from './registry-file.js'

/**
 * One difference between what is at a place and what is to be there. Plain JSON whose secrets `redact` finds.
 *
 * - the kinds of `diffProfiles`: a setting and its value
 * - `form-changed`: the same value in another type, or a value that the app does not read, by its type; `none` is absent.
 *   `(default)` is the unnamed value of a registry key
 * - `access-changed`: permission bits and owner of the file
 * - `layout-changed`: the same settings in other bytes
 * - `place-created`, `place-removed`: the file or key itself
 */
export type ManagedChange =
  | ProfileChange
  | { kind: 'form-changed'; key: string; formBefore: string; formAfter: string }
  | { kind: 'access-changed'; found: string; demanded: string }
  | { kind: 'layout-changed' | 'place-created' | 'place-removed' }

export interface Comparison {
  changes: ManagedChange[]
  /** Why what is there cannot be read as settings; it is replaced as a whole then. */
  unreadable?: string
}

/** What replacing a content by another one changes, key by key. */
export function compareContents(
  place: ManagedPlace,
  {
    before,
    after,
    document,
  }: { before: PlaceContent | undefined; after: Uint8Array | undefined; document: SchemaDocument },
): Comparison {
  const [old, next] = [tryRead(place, before?.bytes, document), tryRead(place, after, document)]
  const settings = diffProfiles(old.profile, next.profile, document)
  const changes: ManagedChange[] = [
    ...(before || !after ? [] : [{ kind: 'place-created' } as const]),
    ...(after || !before ? [] : [{ kind: 'place-removed' } as const]),
    ...settings,
    ...formChanges(place, { old, next, settings, document }),
  ]
  const access = before && after && place.accessProblem(before)
  if (access) changes.push({ kind: 'access-changed', ...access })
  return { changes, ...(old.unreadable !== undefined && { unreadable: old.unreadable }) }
}

/** What stands in a content, or why it cannot be read. */
interface Reading {
  profile: Artifact['profile']
  entries: Map<string, { name: string; node: RawNode }>
  unreadable?: string
}

function tryRead(place: ManagedPlace, bytes: Uint8Array | undefined, document: SchemaDocument): Reading {
  const nothing: Reading = { profile: { settings: [] }, entries: new Map() }
  if (bytes === undefined) return nothing
  try {
    const { profile, stores } = decode({ path: place.path, bytes }, { document, format: place.format })
    const entries = stores.flatMap(({ node }) => node.entries)
    return {
      profile: { settings: profile.settings },
      entries: new Map(entries.map(({ name, node }) => [sameName(place, name), { name, node }])),
    }
  } catch (cause) {
    // A registry key is not replaced as a whole: what cannot be read there could not be removed either.
    if (place.kind === 'registry' || !(cause instanceof EncoderError)) throw cause
    return { ...nothing, unreadable: cause.message }
  }
}

/** Entries that differ though their settings do not, and entries that are no settings. */
function formChanges(
  place: ManagedPlace,
  {
    old,
    next,
    settings,
    document,
  }: { old: Reading; next: Reading; settings: ProfileChange[]; document: SchemaDocument },
): ManagedChange[] {
  const told = new Set<string>()
  for (const change of settings) {
    if (change.kind === 'field-changed') continue
    told.add(sameName(place, change.key))
    if ('previousName' in change && change.previousName !== undefined) told.add(sameName(place, change.previousName))
  }
  const names = [...new Set([...old.entries.keys(), ...next.entries.keys()])].sort()
  return names.flatMap((same) => {
    const [before, after] = [old.entries.get(same), next.entries.get(same)]
    const name = (after ?? before)!.name
    const setting = keyNamed(document, name)?.name ?? name
    if (told.has(same) || told.has(sameName(place, setting))) return []
    if (before && after && storedForm(before.node) === storedForm(after.node)) return []
    const key = name === '' ? '(default)' : name
    return [
      { kind: 'form-changed', key, formBefore: before?.node.type ?? 'none', formAfter: after?.node.type ?? 'none' },
    ]
  })
}

function sameName({ kind }: ManagedPlace, name: string): string {
  return kind === 'registry' ? registryCase(name) : name
}
