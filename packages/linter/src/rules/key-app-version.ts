import { compareVersions, VALUES_SINCE } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { placesOf } from '../values/broken-relations.js'
import { conditionText, meets } from '../values/meets.js'

export const keyAppVersion = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A setting, or a form of its value, that came after the oldest release of the fleet',
  why: 'Releases that do not know a setting ignore it without a message; what they do with a part of a value that they do not know differs. Until every machine has updated, the fleet behaves in two ways.',
  remedy:
    'Wait with the setting, raise the fleet, or accept it for the time: name the oldest release with `--app-version` or in the configuration.',
  source: 'first versions from the bundle and the vendor changelog; table of later forms of values',
  messages: {
    newer: ({ reason }: { reason: string }) => reason,
    value: ({ of, since, effect }: { of: string; since: string; effect: string }) =>
      `${of} came with version ${since}: ${effect}.`,
  },
  check: (subject, report) => {
    for (const { setting, code, message } of subject.problems())
      if (code === 'not-in-version') report('newer', { reason: message }, { setting, atName: true })
    const { appVersion } = subject.context
    if (appVersion === undefined) return
    for (const { of, inEntry, since, effect } of VALUES_SINCE) {
      if (compareVersions(appVersion, since) >= 0) continue
      const places = placesOf(subject, of, inEntry, (value) => meets(value(of.setting), of))
      for (const place of places) report('value', { of: conditionText(of), since, effect }, place)
    }
  },
})
