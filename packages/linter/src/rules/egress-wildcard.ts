import { defineRule } from '../rule.js'
import { patternsIn } from '../values/patterns-in.js'

export const egressWildcard = defineRule({
  group: 'egress',
  severity: 'info',
  summary: 'A list of hosts that lets everything through',
  why: '`*` is every host: what a tool reads in a session can be sent anywhere.',
  remedy: 'List the hosts that are needed; `*.example.com` stands for all below a domain.',
  source: 'vendor documentation, egress; generators write ["*"] to get started',
  messages: {
    all: ({ name }: { name: string }) => `${name} lets every host through.`,
  },
  check: (subject, report) => {
    for (const { setting, pointer, pattern } of patternsIn(subject))
      if (pattern === '*') report('all', { name: setting.name }, { setting, pointer })
  },
})
