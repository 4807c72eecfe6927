import { type CredentialWay, listed, providerRules, SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isLayer } from '../values/is-layer.js'

export const providerCredential = defineRule({
  group: 'providers',
  severity: 'error',
  summary: 'A provider without a credential, or with half of one',
  why: 'The app signs in with one source of credentials: a key, a helper, a sign-in of the provider. Without any, or with a part of the settings that belong together, every request is refused.',
  remedy: 'Set all settings of one way to sign in. A helper keeps secrets out of the profile.',
  source: 'table of providers: vendor documentation, provider pages; releases 1.18286.0 and 1.28929.0',
  messages: {
    none: ({ provider, ways }: { provider: string; ways: readonly string[] }) =>
      `The provider ${provider} has no credential; set one of: ${ways.join('; ')}.`,
    partial: ({ kind, missing }: { kind: string; missing: readonly string[] }) =>
      `The ${kind} credential is incomplete; set ${listed(missing)}, too.`,
    chosen: ({ kind, missing }: { kind: string; missing: readonly string[] }) =>
      `The credential kind ${kind} needs ${listed(missing)}.`,
    foreign: ({ provider, kind, kinds }: { provider: string; kind: string; kinds: readonly string[] }) =>
      `The provider ${provider} has no credential kind ${kind}; it has ${listed(kinds)}.`,
  },
  check: (subject, report) => {
    const { value } = subject
    const setting = subject.setting(SETTING_ROLES.provider)
    const rule = providerRules(subject.text(SETTING_ROLES.provider) ?? '')
    if (!rule || isLayer(subject)) return
    const { provider, credentials } = rule
    const isSet = (name: string) => value(name) !== undefined
    const missing = ({ settings }: CredentialWay) => settings.filter((name) => !isSet(name))
    const kindSetting = subject.setting(SETTING_ROLES.credentialKind)
    const kind = subject.text(SETTING_ROLES.credentialKind)
    if (kindSetting && kind !== undefined) {
      const ways = credentials.filter((way) => way.kind === kind)
      const [nearest] = ways.sort((left, right) => missing(left).length - missing(right).length)
      const kinds = [...new Set(credentials.map((way) => way.kind))]
      // What no way has at all is told by the schema, as an invalid value.
      if (!nearest) {
        if ((kindSetting.key?.value.enum ?? [kind]).includes(kind))
          report('foreign', { provider, kind, kinds }, { setting: kindSetting })
      } else if (!nearest.optional && missing(nearest).length > 0)
        report('chosen', { kind, missing: missing(nearest) }, { setting: kindSetting })
      return
    }
    const partial = credentials.find((way) => way.settings.some(isSet) && missing(way).length > 0)
    if (partial) {
      const first = subject.setting(partial.settings.find(isSet)!)!
      report('partial', { kind: partial.kind, missing: missing(partial) }, { setting: first })
    } else if (credentials.every((way) => missing(way).length > 0)) {
      const ways = credentials.map(({ settings }) => listed(settings))
      report('none', { provider, ways }, { setting: setting! })
    }
  },
})
