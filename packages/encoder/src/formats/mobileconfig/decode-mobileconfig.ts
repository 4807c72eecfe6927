import { isPayloadName, PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import type { Profile, RawEntry, RawMap, RawNode } from '@cowork-mdm/profile'
import type { SettingStore } from '../../artifact.js'
import { EncoderError } from '../../encoder-error.js'
import type { DecodedFile, DecodeOptions, FileBytes } from '../../format.js'
import { note, type Note } from '../../notes.js'
import { childOf, textOf } from '../../plist/plist-nodes.js'
import { readPlist } from '../../plist/read-plist.js'
import { readSettings } from '../../settings/read-settings.js'
import { identityOf } from './identity-of.js'
import { storesOf } from './stores-of.js'

/**
 * Reads a configuration profile: XML or binary, whichever of the two forms its payloads have, and however many they are.
 * Where several set the same, the first one counts.
 */
export function decodeMobileconfig(files: readonly FileBytes[], options: DecodeOptions): DecodedFile {
  const file = files[0]!
  const { text, raw } = readPlist(file)
  const notes: Note[] = []
  const payloads = payloadsOf(raw, notes)
  const found = payloads.map((payload) => ({ payload, stores: storesOf(payload, notes) }))
  const stores = found.flatMap((each) => each.stores)
  if (stores.length === 0) throw noSettings(raw, file)
  // Payloads that hold settings come first: they are the ones to keep the identity of.
  const ordered = [...found].sort((left, right) => Number(right.stores.length > 0) - Number(left.stores.length > 0))
  const profile: Profile = {
    ...fieldsOf(raw),
    settings: readSettings(stores.flatMap(entriesOf), options, { file: file.path, notes }),
  }
  return {
    ...(text !== undefined && { text }),
    raw,
    stores,
    identity: identityOf(
      raw,
      ordered.map(({ payload }) => payload),
    ),
    profile,
    notes,
  }
}

/** Apple has a list; some generators write the only payload without one. */
function payloadsOf(raw: RawNode, notes: Note[]): RawMap[] {
  const content = childOf(raw, 'PayloadContent')
  if (content?.type === 'dict') {
    notes.push(note('unusual-envelope', { detail: 'PayloadContent is one payload, not a list', range: content.range }))
    return [content]
  }
  if (content?.type !== 'array') return []
  return content.items.flatMap((item) => {
    if (item.type === 'dict') return [item]
    notes.push(note('foreign-entry', { detail: `An entry <${item.type}> of PayloadContent`, range: item.range }))
    return []
  })
}

/** What of a store are settings: in a payload of the domain, they stand among what describes it. */
export function entriesOf({ kind, node }: SettingStore): RawEntry[] {
  return kind === 'domain' ? node.entries.filter(({ name }) => !isPayloadName(name)) : node.entries
}

/** What a profile, or a payload of it, says of itself for people. */
function fieldsOf(raw: RawNode): Omit<Profile, 'settings'> {
  const fields = {
    name: textOf(raw, 'PayloadDisplayName'),
    description: textOf(raw, 'PayloadDescription'),
    identifier: textOf(raw, 'PayloadIdentifier'),
    organization: textOf(raw, 'PayloadOrganization'),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined))
}

export function noSettings(raw: RawNode, { path }: FileBytes): EncoderError {
  const isEncrypted = childOf(raw, 'EncryptedPayloadContent') !== undefined
  const found = isEncrypted ? 'an encrypted one' : 'none'
  return new EncoderError('no-settings', `Expected a payload for ${PREFERENCE_DOMAIN} in ${path}, found ${found}.`, {
    hint: isEncrypted
      ? 'Pass the profile as it was before it was encrypted for a device.'
      : 'Pass the profile that delivers settings of Claude Desktop.',
    file: path,
    range: raw.range,
  })
}
