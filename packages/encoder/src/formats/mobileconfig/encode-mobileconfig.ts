import type { Profile } from '@cowork-mdm/profile'
import type { EncodeInput, EncodeOptions, FileBytes } from '../../format.js'
import { DEFAULT_NAME } from '../../identity/default-name.js'
import { identify, type Identity } from '../../identity/identify.js'
import { identityNotes } from '../../identity/identity-notes.js'
import { slug } from '../../identity/slug.js'
import type { PlistMap, PlistValue } from '../../plist/plist-value.js'
import { writeXmlPlist } from '../../plist/write-xml-plist.js'
import { toPlist } from '../../settings/to-plist.js'
import type { PayloadForm } from './payload-forms.js'

/** A configuration profile with one payload. */
export function encodeMobileconfig(input: EncodeInput, form: PayloadForm): FileBytes[] {
  const { profile, options, notes } = input
  const identity = identify(profile, form.type, options)
  notes.push(...identityNotes(identity, form.type, options))
  const top: PlistMap = new Map<string, PlistValue>([['PayloadContent', [payloadOf(input, form, identity)]]])
  if (profile.description !== undefined) top.set('PayloadDescription', profile.description)
  top.set('PayloadDisplayName', profile.name ?? DEFAULT_NAME)
  for (const [key, value] of envelope('Configuration', identity)) top.set(key, value)
  if (profile.organization !== undefined) top.set('PayloadOrganization', profile.organization)
  if (options.removalDisallowed) top.set('PayloadRemovalDisallowed', true)
  top.set('PayloadScope', identity.scope)
  return [{ path: `${slug(profile)}.mobileconfig`, bytes: writeXmlPlist(top) }]
}

/** The payload alone. */
export function payloadOf(input: EncodeInput, form: PayloadForm, identity: Identity): PlistMap {
  return new Map([
    ...envelope(form.type, identity.payload),
    ['PayloadDisplayName', input.profile.name ?? DEFAULT_NAME],
    ...form.wrap(toPlist(input)),
  ])
}

/** A configuration profile always has a name and an identifier. */
export function fillsIn({ type }: PayloadForm) {
  return (profile: Profile, options: EncodeOptions) => ({
    name: profile.name ?? DEFAULT_NAME,
    identifier: identify(profile, type, options).identifier,
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
