import { listed, requiredHosts } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isAllowed, isPlaceholder } from '../values/hosts.js'
import { isLayer } from '../values/is-layer.js'
import { valuesOf } from '../values/values-of.js'

export const egressMissingHost = defineRule({
  group: 'egress',
  severity: 'warning',
  summary: 'A host that the app needs and the firewall does not let through',
  why: 'The provider, its sign-in, connectors, telemetry and updates each need hosts of their own. What a firewall blocks shows as an app that hangs, or that never updates.',
  remedy: 'Let the host through, add it to `allowedHosts` of the configuration, or turn off what needs it.',
  source: 'table of required hosts: vendor documentation, egress pages',
  messages: {
    missing: ({ hosts, purpose }: { hosts: readonly string[]; purpose: string }) =>
      `The allowed hosts lack ${listed(hosts)}, needed for ${purpose}.`,
  },
  check: (subject, report) => {
    const { allowedHosts } = subject.context
    if (allowedHosts.length === 0 || isLayer(subject)) return
    const missing = new Map<string, { hosts: string[]; key: string | undefined }>()
    for (const { host, purpose, key } of requiredHosts(valuesOf(subject))) {
      // What tools may reach is a limit, not a need.
      if (purpose === 'tools' || isAllowed(host, allowedHosts) || isPlaceholder(host)) continue
      const id = `${purpose} ${key}`
      const group = missing.get(id) ?? { hosts: [], key }
      group.hosts.push(host)
      missing.set(id, group)
    }
    for (const [id, { hosts, key }] of missing) {
      const setting = subject.setting(key ?? '')
      report('missing', { hosts, purpose: id.split(' ')[0]! }, setting ? { setting } : {})
    }
  },
})
