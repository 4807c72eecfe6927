import { listed, providerRules, SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isLayer } from '../values/is-layer.js'

export const providerMissing = defineRule({
  group: 'providers',
  severity: 'error',
  summary: 'A provider without a setting that it needs',
  why: 'Each inference provider needs a few settings: an address, a region, a project, a list of models. Without one of them the app shows an error instead of a conversation.',
  remedy: 'Set what the finding names. `cowork-mdm profile templates` lists a complete profile for every provider.',
  source: 'table of providers: vendor documentation, provider pages; releases 1.18286.0 and 1.28929.0',
  messages: {
    missing: ({ provider, missing }: { provider: string; missing: readonly string[] }) =>
      `The provider ${provider} needs ${listed(missing)}, too.`,
    models: ({ provider, models }: { provider: string; models: string }) =>
      `The provider ${provider} cannot be asked for its models with these credentials; list them in ${models}.`,
    undiscovered: ({ models, discovery }: { models: string; discovery: string }) =>
      `${discovery} is off, so that nobody can choose a model; list them in ${models}.`,
  },
  check: (subject, report) => {
    const { value } = subject
    const setting = subject.setting(SETTING_ROLES.provider)
    const rule = providerRules(subject.text(SETTING_ROLES.provider) ?? '')
    if (!rule || isLayer(subject)) return
    const { provider, required, credentials, modelDiscovery } = rule
    const missing = required.filter((name) => value(name) === undefined)
    if (missing.length > 0) report('missing', { provider, missing }, { setting: setting! })
    const { models, modelDiscovery: discovery, credentialKind } = SETTING_ROLES
    if (value(models) !== undefined || missing.includes(models)) return
    if (value(discovery) === false) {
      report('undiscovered', { models, discovery }, { setting: subject.setting(discovery)! })
      return
    }
    const kinds = credentials.filter(({ settings }) => settings.every((name) => value(name) !== undefined))
    const chosen = subject.text(credentialKind) ?? (kinds.length === 1 ? kinds[0]!.kind : undefined)
    const canAsk =
      typeof modelDiscovery === 'boolean' ? modelDiscovery : chosen === undefined || modelDiscovery.includes(chosen)
    if (!canAsk) report('models', { provider, models }, { setting: setting! })
  },
})
