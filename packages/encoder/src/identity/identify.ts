import type { Profile, ProfileIdentity } from '@cowork-mdm/profile'
import type { EncodeOptions } from '../format.js'
import { payloadUuid } from './payload-uuid.js'
import { slug } from './slug.js'

/** Prefix of identifiers where neither profile nor options name one, as the predecessor's. */
const DEFAULT_PREFIX = 'com.cowork-mdm'

export interface Identity {
  identifier: string
  uuid: string
  scope: 'System' | 'User'
  payload: { identifier: string; uuid: string }
}

/**
 * What a configuration profile with one payload is known by: what is deployed, else what the profile says, else prefix and
 * name. Never from the content.
 */
export function identify(profile: Profile, payloadType: string, options: EncodeOptions): Identity {
  const { identityFrom: deployed, identifierPrefix = DEFAULT_PREFIX } = options
  const identifier = deployed?.identifier ?? profile.identifier ?? `${identifierPrefix}.${slug(profile)}`
  const before = deployed && deployedPayload(deployed, payloadType)
  const inner = before?.identifier ?? `${identifier}.settings`
  return {
    identifier,
    uuid: deployed?.uuid ?? payloadUuid(identifier),
    scope: options.scope ?? deployed?.scope ?? 'System',
    payload: { identifier: inner, uuid: before?.uuid ?? payloadUuid(inner) },
  }
}

/** The deployed payload that this one takes the place of: the first of its type, else the first. */
export function deployedPayload({ payloads }: ProfileIdentity, type: string) {
  return payloads.find((payload) => payload.type === type) ?? payloads[0]
}
