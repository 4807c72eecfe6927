import { SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isLayer } from '../values/is-layer.js'

export const lockoutScope = defineRule({
  group: 'conflicts',
  severity: 'info',
  summary: 'Settings without a provider, which lock the app’s own window',
  why: 'As soon as one managed setting is more than the app’s own behaviour (updates, proxy, relaunch), managed settings replace local ones as a whole: people can no longer choose a provider in the app’s window, and what they chose no longer counts.',
  remedy:
    'Manage the provider as well, or only settings of the app’s behaviour. Where everybody signs in with a Claude account, nothing is lost.',
  source: 'reader rules managed-replaces-local and app-behavior-only; anthropics/claude-code#63533, #54647',
  messages: {
    locked: ({ name, provider }: { name: string; provider: string }) =>
      `${name} is managed and ${provider} is not: local settings no longer count, and people cannot choose a provider.`,
  },
  checkSet: (subjects, report) => {
    const { provider, bootstrap } = SETTING_ROLES
    const isSet = (name: string) => subjects.some(({ value }) => value(name) !== undefined)
    if (isSet(provider) || isSet(bootstrap)) return
    for (const subject of subjects) {
      const locking = subject.settings.filter(
        ({ key, value }) => key && !key.appBehaviorOnly && value !== null && value !== '',
      )
      const first = locking.sort((left, right) => (left.key!.name < right.key!.name ? -1 : 1))[0]
      if (first && !isLayer(subject))
        report(subject)('locked', { name: first.name, provider }, { setting: first, atName: true })
    }
  },
})
