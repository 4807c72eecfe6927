import { envelopesOf, placeOf, textOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const payloadEnvelope = defineRule({
  group: 'identity',
  severity: 'error',
  summary: 'A profile whose outside is not that of a configuration profile',
  why: 'macOS and consoles look at the outside first: a PayloadType of `Configuration`, and a list of payloads. With anything else the profile is refused, or its settings never arrive.',
  remedy: 'Put the payloads into a list, and write `Configuration` as PayloadType of the profile.',
  source: 'Apple, TopLevel: PayloadType and PayloadContent; fleetdm/fleet, server/mdm/apple/mobileconfig',
  messages: {
    type: () => 'Expected Configuration as PayloadType of the profile, found something else.',
    unusual: ({ detail }: { detail: string }) => `${detail}; macOS may refuse the profile.`,
  },
  check: ({ artifact }, report) => {
    const [top] = envelopesOf(artifact)
    if (top && textOf(top.node, 'PayloadType') !== 'Configuration')
      report('type', {}, { range: placeOf(top, 'PayloadType') })
    for (const { code, detail = '', range } of artifact.notes)
      if (code === 'unusual-envelope') report('unusual', { detail }, { range })
  },
})
