import { encodeValue } from '@cowork-mdm/schema/values'
import type { PlistValue } from 'plist'
import type { EncodeInput, FileBytes } from '../../format.js'
import { identify, type Identity } from '../../identity/identify.js'
import { slug } from '../../identity/slug.js'
import { writeXmlPlist } from '../../plist/write-xml-plist.js'

export type PlistMap = { [name: string]: PlistValue }

/**
 * A configuration profile with one payload.
 * @param wrap puts the settings where a payload of that type keeps them
 */
export function encodeMobileconfig(
  { profile, settings, options }: EncodeInput,
  payloadType: string,
  wrap: (settings: PlistMap) => PlistMap,
): FileBytes[] {
  const identity = identify(profile, payloadType, options)
  const stored = settings.map(({ name, key, value }) => [
    name,
    encodeValue(key, value, { carrier: 'plist', ...(options.values && { values: options.values }) }),
  ])
  const payload = wrap(Object.fromEntries(stored) as PlistMap)
  const name = profile.name ?? 'Claude Desktop'
  const bytes = writeXmlPlist({
    PayloadContent: [{ ...envelope(payloadType, identity.payload), PayloadDisplayName: name, ...payload }],
    ...(profile.description !== undefined && { PayloadDescription: profile.description }),
    PayloadDisplayName: name,
    ...envelope('Configuration', identity),
    ...(profile.organization !== undefined && { PayloadOrganization: profile.organization }),
    ...(options.removalDisallowed && { PayloadRemovalDisallowed: true }),
    PayloadScope: identity.scope,
  })
  return [{ path: `${slug(profile)}.mobileconfig`, bytes }]
}

/** What every payload says of itself (CommonPayloadKeys.yaml in apple/device-management). */
function envelope(type: string, { identifier, uuid }: Pick<Identity, 'identifier' | 'uuid'>): PlistMap {
  return { PayloadIdentifier: identifier, PayloadType: type, PayloadUUID: uuid, PayloadVersion: 1 }
}
