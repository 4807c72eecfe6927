import { retiredFormsIn } from '@cowork-mdm/schema/values'
import { defineRule } from '../rule.js'

export const retiredForm = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A form of a value that the app announced to stop taking',
  why: 'The vendor named a day on which old forms end: headers as text or list, `ask-session`, some kinds of credentials. A release that enforces it ignores the setting.',
  remedy: 'Write the value in its present form, which the finding names.',
  source: 'vendor changelog: old forms end on 2026-10-07; enforcement in a release was not verified',
  messages: {
    retired: ({ name, until, instead }: { name: string; until: string; instead: string }) =>
      `${name} has a form that ended on ${until}; write ${instead}.`,
  },
  check: ({ settings }, report) => {
    for (const setting of settings) {
      for (const { form, pointer } of retiredFormsIn(setting.key, setting.value)) {
        const { until, instead } = form
        report('retired', { name: setting.name, until, instead }, { setting, pointer })
      }
    }
  },
})
