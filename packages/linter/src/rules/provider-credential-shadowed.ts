import { listed, providerRules, SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'

export const providerCredentialShadowed = defineRule({
  group: 'providers',
  severity: 'warning',
  summary: 'Several sources of credentials at once',
  why: 'The app uses one source of credentials and ignores the others, in an order of its own: a helper hides a key, a sign-in hides both. What is believed to be in use may not be, and a secret lies on every machine for nothing.',
  remedy: 'Keep one way to sign in, or name it with the credential kind and remove the rest.',
  source: 'table of providers: vendor documentation, provider pages',
  messages: {
    several: ({ used, provider }: { used: readonly string[]; provider: string }) =>
      `The provider ${provider} has several sources of credentials (${listed(used)}), of which the app uses one.`,
    ignored: ({ name, kind }: { name: string; kind: string }) => `${name} is not used: the credential kind is ${kind}.`,
  },
  check: (subject, report) => {
    const rule = providerRules(subject.text(SETTING_ROLES.provider) ?? '')
    if (!rule) return
    const used = rule.credentials.filter(
      ({ settings }) => settings.length > 0 && settings.every((name) => subject.value(name) !== undefined),
    )
    const kind = subject.text(SETTING_ROLES.credentialKind)
    if (kind === undefined) {
      if (used.length < 2) return
      const names = used.map(({ settings }) => settings[0]!)
      report('several', { used: names, provider: rule.provider }, { setting: subject.setting(names[1]!)! })
      return
    }
    for (const way of used) {
      const [name = ''] = way.settings
      if (way.kind !== kind) report('ignored', { name, kind }, { setting: subject.setting(name)! })
    }
  },
})
