import { defineRule } from '../rule.js'
import { HOST } from '../values/hosts.js'
import { patternsIn } from '../values/patterns-in.js'
import { placeholderIn } from '../values/placeholder-in.js'

export const hostPattern = defineRule({
  group: 'egress',
  severity: 'warning',
  summary: 'An entry of a list of hosts that is no host',
  why: 'An entry is a host, `*.` and a domain, or `*` alone, with a port where one is meant. A URL, a path or a star in the middle matches nothing, and in some releases voids the whole list.',
  remedy:
    'Write the host alone: `api.example.com`. `*.example.com` does not stand for `example.com` itself: list both.',
  source: 'vendor documentation, egress: grammar of entries',
  messages: {
    url: ({ name }: { name: string }) => `${name} has a URL among its hosts; write the host alone.`,
    other: ({ name }: { name: string }) => `${name} has an entry that is neither a host nor *. and a domain.`,
  },
  check: (subject, report) => {
    for (const { setting, pointer, pattern } of patternsIn(subject)) {
      if (HOST.test(pattern) || placeholderIn(pattern) !== undefined) continue
      report(pattern.includes('/') ? 'url' : 'other', { name: setting.name }, { setting, pointer })
    }
  },
})
