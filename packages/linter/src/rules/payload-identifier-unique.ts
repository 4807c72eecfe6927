import { envelopesOf, placeOf, textOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const payloadIdentifierUnique = defineRule({
  group: 'identity',
  severity: 'error',
  summary: 'Two profiles or payloads with one identifier',
  why: 'A profile takes the place of the installed one with the same identifier: of two, only the last one stays. Inside of a profile, payloads with the same identifier are mixed up in updates.',
  remedy: 'Give each its own identifier: the profile’s with a word more for a payload.',
  source: 'Apple, TopLevel: PayloadIdentifier; trailofbits/algo#108',
  messages: {
    missing: ({ what }: { what: string }) => `Expected a PayloadIdentifier in ${what}, found none.`,
    profiles: ({ identifier, other }: { identifier: string; other: string }) =>
      `${identifier} is the identifier of ${other}, too: the profile installed last removes the other one.`,
    payloads: ({ identifier }: { identifier: string }) => `The identifier ${identifier} stands twice in this profile.`,
  },
  checkSet: (subjects, report) => {
    const profiles = new Map<string, string>()
    for (const subject of subjects) {
      const inside = new Set<string>()
      for (const [index, envelope] of envelopesOf(subject.artifact).entries()) {
        const identifier = textOf(envelope.node, 'PayloadIdentifier')
        const at = { range: placeOf(envelope, 'PayloadIdentifier') }
        if (identifier === undefined) {
          report(subject)('missing', { what: envelope.what }, at)
          continue
        }
        if (inside.has(identifier)) report(subject)('payloads', { identifier }, at)
        inside.add(identifier)
        if (index > 0) continue
        const other = profiles.get(identifier)
        if (other === undefined) profiles.set(identifier, subject.artifact.file ?? 'another file')
        else report(subject)('profiles', { identifier, other }, at)
      }
    }
  },
})
