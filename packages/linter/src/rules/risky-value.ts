import { RISKY_VALUES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'

export const riskyValue = defineRule({
  group: 'security-posture',
  severity: 'info',
  summary: 'A value that lowers a guard of the app',
  why: 'Some settings take away a question, a check or a wall. That may be what is wanted; it should be a decision that somebody can find again.',
  remedy:
    'Keep the guard, or accept the finding with the reason: in YAML with a comment, elsewhere with a level in the configuration.',
  source: 'table of risky values: vendor documentation, configuration reference',
  messages: {
    risky: ({ name, value, effect }: { name: string; value: string; effect: string }) =>
      `${name} is ${value}, so that ${effect}.`,
  },
  check: (subject, report) => {
    for (const { setting: name, is, effect } of RISKY_VALUES) {
      const setting = subject.setting(name)
      if (setting?.value === is) report('risky', { name: setting.name, value: String(is), effect }, { setting })
    }
  },
})
