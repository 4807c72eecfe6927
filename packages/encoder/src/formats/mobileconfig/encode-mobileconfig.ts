import type { Profile } from '@cowork-mdm/profile'
import type { EncodeInput, EncodeOptions, FileBytes } from '../../format.js'
import { identify, type Identity } from '../../identity/identify.js'
import { identityNotes } from '../../identity/identity-notes.js'
import { slug } from '../../identity/slug.js'
import type { PlistMap, PlistValue } from '../../plist/plist-value.js'
import { writeXmlPlist } from '../../plist/write-xml-plist.js'
import { toPlist } from '../../settings/to-plist.js'

/** What people see where a profile has no name. */
const DEFAULT_NAME = 'Claude Desktop'

/**
 * A configuration profile with one payload.
 * @param wrap puts the settings where a payload of that type keeps them
 */
export function encodeMobileconfig(
  input: EncodeInput,
  payloadType: string,
  wrap: (settings: PlistMap) => PlistMap,
): FileBytes[] {
  const { profile, options, notes } = input
  const identity = identify(profile, payloadType, options)
  notes.push(...identityNotes(identity, payloadType, options))
  const name = profile.name ?? DEFAULT_NAME
  const payload = new Map([
    ...envelope(payloadType, identity.payload),
    ['PayloadDisplayName', name],
    ...wrap(toPlist(input)),
  ])
  const top: PlistMap = new Map<string, PlistValue>([['PayloadContent', [payload]]])
  if (profile.description !== undefined) top.set('PayloadDescription', profile.description)
  top.set('PayloadDisplayName', name)
  for (const [key, value] of envelope('Configuration', identity)) top.set(key, value)
  if (profile.organization !== undefined) top.set('PayloadOrganization', profile.organization)
  if (options.removalDisallowed) top.set('PayloadRemovalDisallowed', true)
  top.set('PayloadScope', identity.scope)
  return [{ path: `${slug(profile)}.mobileconfig`, bytes: writeXmlPlist(top) }]
}

/** A configuration profile always has a name and an identifier. */
export function fillsIn(payloadType: string) {
  return (profile: Profile, options: EncodeOptions) => ({
    name: profile.name ?? DEFAULT_NAME,
    identifier: identify(profile, payloadType, options).identifier,
  })
}

/** What every payload says of itself (CommonPayloadKeys.yaml in apple/device-management). */
function envelope(type: string, { identifier, uuid }: Pick<Identity, 'identifier' | 'uuid'>): [string, PlistValue][] {
  return [
    ['PayloadIdentifier', identifier],
    ['PayloadType', type],
    ['PayloadUUID', uuid],
    ['PayloadVersion', 1],
  ]
}
