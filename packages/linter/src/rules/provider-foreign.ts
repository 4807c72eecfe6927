import { listed, providerRules, SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isLayer } from '../values/is-layer.js'

export const providerForeign = defineRule({
  group: 'providers',
  severity: 'warning',
  summary: 'A setting of another provider',
  why: 'Settings of one inference provider mean nothing to another: the app ignores them. Often they are left over from a change of provider, with their secrets.',
  remedy: 'Remove the setting, or choose the provider that it belongs to.',
  source: 'what the bundle says of a setting: its providers',
  messages: {
    foreign: ({ name, of, provider }: { name: string; of: readonly string[]; provider: string }) =>
      `${name} belongs to ${listed(of)}; with the provider ${provider} the app ignores it.`,
    none: ({ name, of, role }: { name: string; of: readonly string[]; role: string }) =>
      `${name} belongs to ${listed(of)}, but ${role} is not set; the app ignores it.`,
  },
  check: (subject, report) => {
    const provider = subject.text(SETTING_ROLES.provider)
    const mayComeFromElsewhere = subject.value(SETTING_ROLES.bootstrap) !== undefined || isLayer(subject)
    for (const setting of subject.settings) {
      const { name, key } = setting
      if (!key?.providers || subject.value(key.name) === undefined) continue
      const facts = { name, of: key.providers }
      if (provider === undefined) {
        if (!mayComeFromElsewhere) report('none', { ...facts, role: SETTING_ROLES.provider }, { setting, atName: true })
        // A provider that there is none of is told by another rule.
      } else if (providerRules(provider) && !key.providers.includes(provider))
        report('foreign', { ...facts, provider }, { setting, atName: true })
    }
  },
})
