import { defineRule } from '../rule.js'

export const deprecatedKey = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A setting that is deprecated or gone',
  why: 'A deprecated setting still works and will stop to; one that was removed is ignored. Neither says so on the machine.',
  remedy: 'Look up what took its place with `cowork-mdm schema show KEY`, and remove the setting.',
  source: 'availability from the bundle and the vendor changelog',
  messages: {
    gone: ({ reason }: { reason: string }) => reason,
  },
  check: (subject, report) => {
    for (const { setting, code, message } of subject.problems())
      if (code === 'deprecated' || code === 'removed') report('gone', { reason: message }, { setting, atName: true })
  },
})
