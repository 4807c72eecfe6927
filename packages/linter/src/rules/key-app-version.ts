import { defineRule } from '../rule.js'

export const keyAppVersion = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A setting that came after the oldest release of the fleet',
  why: 'Releases that do not know a setting ignore it without a message. Until every machine has updated, the fleet behaves in two ways.',
  remedy:
    'Wait with the setting, raise the fleet, or accept it for the time: name the oldest release with `--app-version` or in the configuration.',
  source: 'first versions from the bundle and the vendor changelog',
  messages: {
    newer: ({ reason }: { reason: string }) => reason,
  },
  check: (subject, report) => {
    for (const { setting, code, message } of subject.problems())
      if (code === 'not-in-version') report('newer', { reason: message }, { setting, atName: true })
  },
})
