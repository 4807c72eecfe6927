import { entryOf } from '@cowork-mdm/profile'
import { deployedAs } from '../identity/deployed-as.js'
import { envelopesOf, placeOf, textOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const payloadUuidChurn = defineRule({
  group: 'identity',
  severity: 'warning',
  summary: 'A UUID that changed although the identifier did not',
  why: 'A profile with the same identifier and the same UUIDs updates what is installed. With another UUID the payload is removed and installed again: for a moment the app has no settings, and it may sign people out.',
  remedy: 'Keep the UUIDs of the deployed profile: `cowork-mdm profile export --identity-from DEPLOYED`.',
  source: 'Apple, TopLevel: payloads are matched by PayloadIdentifier and PayloadUUID',
  messages: {
    profile: () =>
      'The PayloadUUID of the profile is not that of the deployed one, although the identifier is the same.',
    payload: ({ identifier }: { identifier: string }) =>
      `The PayloadUUID of the payload ${identifier} is not that of the deployed one: devices remove it and install it again.`,
  },
  check: ({ artifact, context: { baseline } }, report) => {
    const deployed = deployedAs(artifact, baseline)?.identity
    if (!deployed) return
    const [top, ...payloads] = envelopesOf(artifact)
    const uuid = top && textOf(top.node, 'PayloadUUID')
    if (uuid !== undefined && isOther(uuid, deployed.uuid))
      report('profile', {}, { range: placeOf(top!, 'PayloadUUID') })
    for (const payload of payloads) {
      const identifier = textOf(payload.node, 'PayloadIdentifier')
      const before = deployed.payloads.find((other) => other.identifier === identifier)
      const own = textOf(payload.node, 'PayloadUUID')
      if (identifier !== undefined && own !== undefined && isOther(own, before?.uuid))
        report('payload', { identifier }, { range: entryOf(payload.node, 'PayloadUUID')?.range })
    }
  },
})

function isOther(uuid: string, before: string | undefined): boolean {
  return before !== undefined && before.toUpperCase() !== uuid.toUpperCase()
}
