import { availabilityAt, compareVersions, keyNamed, DEFAULT_CHANGES, SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isLayer } from '../values/is-layer.js'

export const defaultChanged = defineRule({
  group: 'versions',
  severity: 'info',
  summary: 'An unset setting that means something else to a part of the fleet',
  why: 'When a default changes, machines with an older release do one thing and those with a newer one another, with the same profile.',
  remedy: 'Set the setting explicitly, so that all releases agree.',
  source: 'table of changed defaults: vendor changelog',
  messages: {
    changed: (facts: { setting: string; since: string; before: number | boolean; after: number | boolean }) =>
      `${facts.setting} is not set: before ${facts.since} that means ${String(facts.before)}, since then ${String(facts.after)}.`,
  },
  check: (subject, report) => {
    const { appVersion } = subject.context
    const provider = subject.setting(SETTING_ROLES.provider)
    if (appVersion === undefined || !provider || isLayer(subject)) return
    for (const { setting, since, before, after } of DEFAULT_CHANGES) {
      const key = keyNamed(subject.context.document, setting)
      // Where the oldest release does not know it, it cannot be set for all.
      if (!key || availabilityAt(key, appVersion).state === 'not-yet') continue
      if (subject.value(setting) === undefined && compareVersions(appVersion, since) < 0)
        report('changed', { setting, since, before, after }, { setting: provider, atName: true })
    }
  },
})
