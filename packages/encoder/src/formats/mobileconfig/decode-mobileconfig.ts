import { entryOf, type Profile, type ProfileIdentity, type RawMap, type RawNode } from '@cowork-mdm/profile'
import type { SettingStore } from '../../artifact.js'
import { DOMAIN } from '../../domain.js'
import { EncoderError } from '../../encoder-error.js'
import type { DecodedFile, DecodeOptions, FileBytes } from '../../format.js'
import { note, type Note } from '../../notes.js'
import { readXmlPlist } from '../../plist/read-xml-plist.js'
import { readSettings } from '../../settings/read-settings.js'
import { decodeUtf8 } from '../../text/decode-text.js'

/** Payload type of managed preferences (com.apple.ManagedClient.preferences.yaml in apple/device-management). */
export const MANAGED_PREFERENCES = 'com.apple.ManagedClient.preferences'

/** Reads a configuration profile, whichever of the two forms its payloads have. */
export function decodeMobileconfig(files: readonly FileBytes[], options: DecodeOptions): DecodedFile {
  const file = files[0]!
  const text = decodeUtf8(file)
  const raw = readXmlPlist(text, file.path)
  const notes: Note[] = []
  const payloads = mapsIn(at(raw, 'PayloadContent'))
  const stores = payloads.flatMap((payload) => storesOf(payload, notes))
  if (stores.length === 0) {
    throw new EncoderError('no-settings', `Expected a payload for ${DOMAIN} in ${file.path}, found none.`, {
      hint: 'Name the profile that delivers settings of Claude Desktop.',
      file: file.path,
      range: raw.range,
    })
  }
  const entries = stores.flatMap(({ node }) => node.entries).filter(({ name }) => !isOfPayload(name))
  const profile: Profile = { ...fieldsOf(raw), settings: readSettings(entries, options, { file: file.path, notes }) }
  return { text, raw, stores, identity: identityOf(raw, payloads), profile, notes }
}

function storesOf(payload: RawMap, notes: Note[]): SettingStore[] {
  const type = textOf(payload, 'PayloadType')
  if (type === DOMAIN) return [{ kind: 'domain', node: payload }]
  const domains = at(payload, 'PayloadContent')
  if (type === MANAGED_PREFERENCES && domains?.type === 'dict') {
    const domain = at(domains, DOMAIN)
    const forced = domain?.type === 'dict' ? domain.entries.flatMap(({ node }) => mapsIn(node)) : []
    return forced.flatMap((state) => {
      const settings = at(state, 'mcx_preference_settings')
      return settings?.type === 'dict' ? [{ kind: 'managed-preferences' as const, node: settings }] : []
    })
  }
  notes.push(note('foreign-entry', { detail: `A payload of type ${type ?? 'unknown'}`, range: payload.range }))
  return []
}

/** Names that describe the payload itself (CommonPayloadKeys.yaml in apple/device-management). */
export function isOfPayload(name: string): boolean {
  return name.startsWith('Payload')
}

function fieldsOf(raw: RawNode): Omit<Profile, 'settings'> {
  const fields = {
    name: textOf(raw, 'PayloadDisplayName'),
    description: textOf(raw, 'PayloadDescription'),
    identifier: textOf(raw, 'PayloadIdentifier'),
    organization: textOf(raw, 'PayloadOrganization'),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined))
}

function identityOf(raw: RawNode, payloads: readonly RawMap[]): ProfileIdentity {
  const scope = textOf(raw, 'PayloadScope')
  return {
    ...idsOf(raw),
    ...((scope === 'System' || scope === 'User') && { scope }),
    payloads: payloads.map((payload) => ({ type: textOf(payload, 'PayloadType') ?? '', ...idsOf(payload) })),
  }
}

function idsOf(node: RawNode): { identifier?: string; uuid?: string } {
  const identifier = textOf(node, 'PayloadIdentifier')
  const uuid = textOf(node, 'PayloadUUID')
  return { ...(identifier !== undefined && { identifier }), ...(uuid !== undefined && { uuid }) }
}

function at(node: RawNode, name: string): RawNode | undefined {
  return node.type === 'dict' ? entryOf(node, name) : undefined
}

function textOf(node: RawNode, name: string): string | undefined {
  const found = at(node, name)
  return found?.type === 'string' ? String(found.value) : undefined
}

function mapsIn(node: RawNode | undefined): RawMap[] {
  return node?.type === 'array' ? node.items.filter((item) => item.type === 'dict') : []
}
