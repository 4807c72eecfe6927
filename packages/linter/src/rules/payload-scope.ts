import { deployedAs } from '../identity/deployed-as.js'
import { envelopesOf, placeOf, startOf, textOf } from '../identity/envelope-of.js'
import { defineRule } from '../rule.js'

export const payloadScope = defineRule({
  group: 'identity',
  severity: 'warning',
  summary: 'A PayloadScope that is missing, unknown or changed',
  why: 'Without a scope macOS takes `User`, and the settings apply to one person alone. A profile whose scope changes is not updated in place: the old one stays until it is removed.',
  remedy:
    'Write `System` for the machine or `User` for a person, and keep it. To change it, remove the deployed profile first.',
  source: 'Apple, TopLevel: PayloadScope; fleetdm/fleet#34962',
  messages: {
    missing: () => 'Expected PayloadScope, found none: macOS takes User.',
    unknown: () => 'Expected System or User as PayloadScope, found something else.',
    changed: ({ before, after }: { before: string; after: string }) =>
      `PayloadScope is ${after}, but ${before} in the deployed profile, which stays beside this one.`,
  },
  check: ({ artifact, context: { baseline } }, report) => {
    const [top] = envelopesOf(artifact)
    if (!top) return
    const scope = textOf(top.node, 'PayloadScope')
    const at = { range: placeOf(top, 'PayloadScope') }
    if (!top.node.entries.some(({ name }) => name === 'PayloadScope'))
      report('missing', {}, { range: startOf(top.node) })
    else if (scope !== 'System' && scope !== 'User') report('unknown', {}, at)
    const deployed = deployedAs(artifact, baseline)
    if (!deployed || artifact.identity?.scope === undefined) return
    const before = deployed.identity?.scope ?? 'User'
    if (before !== artifact.identity.scope) report('changed', { before, after: artifact.identity.scope }, at)
  },
})
