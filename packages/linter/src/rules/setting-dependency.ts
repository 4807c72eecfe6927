import { SETTING_RELATIONS } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isLayer } from '../values/is-layer.js'
import { conditionText } from '../values/meets.js'
import { broken } from '../values/broken-relations.js'

export const settingDependency = defineRule({
  group: 'conflicts',
  severity: 'warning',
  summary: 'A setting that does nothing without another one',
  why: 'Some settings only work together. One alone is read, is valid, and has no effect: a limit without its window, prices that are not shown, a list of domains under the other policy.',
  remedy: 'Set the other one too, or remove the first.',
  source: 'table of relations between settings: vendor documentation and changelog',
  messages: {
    needs: ({ of, needs, effect }: { of: string; needs: readonly string[]; effect: string }) =>
      `${of} needs ${needs.join(' or ')}; without it ${effect}.`,
  },
  check: (subject, report) => {
    if (isLayer(subject)) return
    for (const { relation, setting, pointer } of broken(subject, SETTING_RELATIONS)) {
      const { of, needs, effect } = relation
      if (needs)
        report('needs', { of: conditionText(of), needs: needs.map(conditionText), effect }, { setting, pointer })
    }
  },
})
