import { defineRule } from '../rule.js'
import { isJsonText, valueProblems } from '../values/value-problems.js'

export const invalidValue = defineRule({
  group: 'types',
  severity: 'error',
  summary: 'A value that the setting does not take',
  why: 'The app checks every managed value against its schema. What does not fit is logged and ignored, and the setting is as if it were not there; a few settings then fall back to their strictest value.',
  remedy: 'Correct the value. `cowork-mdm schema show KEY` tells what the setting takes, with an example.',
  source: 'the schema of the setting, from the app itself',
  messages: {
    invalid: ({ reason }: { reason: string }) => reason,
    closed: ({ reason }: { reason: string }) => `${reason} The app falls back to its strictest value.`,
  },
  check: (subject, report) => {
    for (const { setting, message, range } of valueProblems(subject)) {
      if (isJsonText(setting)) continue
      const isOpen = setting.key?.failClosedValue === undefined
      report(isOpen ? 'invalid' : 'closed', { reason: message }, { setting, range })
    }
  },
})
