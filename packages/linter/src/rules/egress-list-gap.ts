import { listed, requiredHosts, SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isAllowed, isPlaceholder } from '../values/hosts.js'
import { isLayer } from '../values/is-layer.js'
import { valuesOf } from '../values/values-of.js'

export const egressListGap = defineRule({
  group: 'egress',
  severity: 'info',
  summary: 'A host of the profile’s own that its allowlist for tools lacks',
  why: 'The list says what tools in a session may reach; the provider’s host is let through anyway. The host of a connector that the same profile names, and that tools are to call as well, is not.',
  remedy:
    'Add the host if tools are to reach it. If only the app does, there is nothing to do: accept the finding with its reason.',
  source: 'vendor documentation, egress; unset means the inference endpoint alone',
  messages: {
    gap: ({ list, hosts }: { list: string; hosts: readonly string[] }) =>
      `${list} lacks ${listed(hosts)}, which this profile names; tools cannot reach it.`,
  },
  check: (subject, report) => {
    const setting = subject.setting(SETTING_ROLES.egressHosts)
    const list = setting?.value
    if (!setting || !Array.isArray(list) || isLayer(subject)) return
    const allowed = list.filter((entry) => typeof entry === 'string')
    const hosts = requiredHosts(valuesOf(subject))
      .filter(({ host, purpose }) => purpose === 'connectors' && !isAllowed(host, allowed) && !isPlaceholder(host))
      .map(({ host }) => host)
    if (hosts.length > 0) report('gap', { list: setting.name, hosts: [...new Set(hosts)] }, { setting })
  },
})
