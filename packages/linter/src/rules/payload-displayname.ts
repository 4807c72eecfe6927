import { envelopesOf, placeOf, startOf, textOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const payloadDisplayname = defineRule({
  group: 'identity',
  severity: 'warning',
  summary: 'A profile without a display name, or with that of another',
  why: 'Consoles list profiles by PayloadDisplayName, and some refuse one without or one that is taken. With two of the same name the wrong one gets removed.',
  remedy: 'Set `name` in the profile: short, and different from the others.',
  source: 'fleetdm/fleet, server/mdm/apple/mobileconfig; usnistgov/macos_security#62',
  messages: {
    missing: () => 'Expected PayloadDisplayName in the profile, found none.',
    same: ({ name, other }: { name: string; other: string }) => `The profile is called ${name}, as ${other} is.`,
  },
  checkSet: (subjects, report) => {
    const names = new Map<string, { file: string; identifier: string | undefined }>()
    for (const subject of subjects) {
      const [top] = envelopesOf(subject.artifact)
      if (!top) continue
      const name = textOf(top.node, 'PayloadDisplayName')
      const identifier = textOf(top.node, 'PayloadIdentifier')
      const other = names.get(name ?? '')
      if (name === undefined || name === '') report(subject)('missing', {}, { range: startOf(top.node) })
      else if (!other) names.set(name, { file: subject.artifact.file ?? 'another file', identifier })
      // The same profile twice is told by another rule.
      else if (other.identifier !== identifier)
        report(subject)('same', { name, other: other.file }, { range: placeOf(top, 'PayloadDisplayName') })
    }
  },
})
