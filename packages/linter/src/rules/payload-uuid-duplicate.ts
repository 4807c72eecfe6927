import { envelopesOf, placeOf, textOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const payloadUuidDuplicate = defineRule({
  group: 'identity',
  severity: 'error',
  summary: 'A UUID that stands more than once',
  why: 'macOS tells profiles and payloads apart by their UUIDs. Where two have the same, one takes the place of the other, or the installation fails.',
  remedy:
    'Give each profile and each payload a UUID of its own. `cowork-mdm profile export` makes them from the identifiers.',
  source: 'Apple, CommonPayloadKeys: PayloadUUID',
  messages: {
    duplicate: ({ what, other }: { what: string; other: string }) => `${what} has the same PayloadUUID as ${other}.`,
  },
  checkSet: (subjects, report) => {
    const seen = new Map<string, string>()
    for (const subject of subjects) {
      for (const envelope of envelopesOf(subject.artifact)) {
        const uuid = textOf(envelope.node, 'PayloadUUID')?.toUpperCase()
        if (uuid === undefined) continue
        const other = seen.get(uuid)
        if (other !== undefined)
          report(subject)(
            'duplicate',
            { what: capital(envelope.what), other },
            { range: placeOf(envelope, 'PayloadUUID') },
          )
        else seen.set(uuid, `${envelope.what} of ${subject.artifact.file ?? 'another file'}`)
      }
    }
  },
})

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
