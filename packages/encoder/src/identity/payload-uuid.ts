import { v5 } from 'uuid'

/** Namespace of all UUIDs made here: v5 of this project's name in the namespace of URLs. */
const NAMESPACE = v5('urn:cowork-mdm:payload', v5.URL)

/**
 * The UUID of a payload: always the same for the same identifier, whatever the payload holds, so that a changed profile
 * updates devices in place (Apple, TopLevel: a profile is replaced by identifier; same UUID means update).
 */
export function payloadUuid(identifier: string): string {
  return v5(identifier, NAMESPACE).toUpperCase()
}
