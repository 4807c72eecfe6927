import type { EncodeOptions } from '../format.js'
import { note, type Note } from '../notes.js'
import { deployedPayload, type Identity } from './identify.js'

/**
 * What devices do beside updating in place, where a profile takes the place of a deployed one: a payload is replaced when its
 * type changes, removed when it is no longer there, and the scope decides where the profile is installed.
 */
export function identityNotes(identity: Identity, payloadType: string, { identityFrom }: EncodeOptions): Note[] {
  if (!identityFrom) return []
  const notes: Note[] = []
  const kept = deployedPayload(identityFrom, payloadType)
  if (kept && kept.type !== payloadType) {
    notes.push(
      note('payload-replaced', { detail: `The deployed payload is of type ${kept.type}, this one of ${payloadType}` }),
    )
  }
  for (const payload of identityFrom.payloads) {
    if (payload !== kept) notes.push(note('payload-removed', { detail: payload.identifier ?? payload.type }))
  }
  // macOS takes User where a profile does not say. A payload alone, without an identifier around it, cannot.
  const { identifier, scope = identifier === undefined ? undefined : 'User' } = identityFrom
  if (scope !== undefined && scope !== identity.scope)
    notes.push(note('scope-changed', { detail: `from ${scope} to ${identity.scope}` }))
  return notes
}
