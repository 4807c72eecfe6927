import { SETTING_RELATIONS } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { broken } from '../values/broken-relations.js'
import { conditionText } from '../values/meets.js'

export const settingConflict = defineRule({
  group: 'conflicts',
  severity: 'warning',
  summary: 'Two settings that cancel each other out',
  why: 'Each of them is valid. Together one of them does nothing, or nothing works: an update deadline while updates are off, a tool search that the provider does not answer.',
  remedy: 'Decide for one of them and remove the other.',
  source: 'table of relations between settings: vendor documentation and changelog',
  messages: {
    excludes: ({ of, other, effect }: { of: string; other: string; effect: string }) =>
      `${of} does not go with ${other}: ${effect}.`,
    platform: ({ of, effect }: { of: string; effect: string }) => `${of} does not work here: ${effect}.`,
  },
  check: (subject, report) => {
    for (const { relation, setting, pointer } of broken(subject, SETTING_RELATIONS)) {
      const { excludes, effect, platform } = relation
      if (!excludes) continue
      const of = conditionText(relation.of)
      if (platform === undefined)
        report('excludes', { of, other: conditionText(excludes), effect }, { setting, pointer })
      else report('platform', { of, effect }, { setting, pointer })
    }
  },
})
