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
    invalid: ({ name, pointer, reason }: { name: string; pointer: string; reason: string }) =>
      `${name}${pointer === '' ? '' : `, at ${pointer}`}: ${reason}.`,
    closed: ({ name, pointer, reason }: { name: string; pointer: string; reason: string }) =>
      `${name}${pointer === '' ? '' : `, at ${pointer}`}: ${reason}; the app falls back to its strictest value.`,
  },
  check: (subject, report) => {
    for (const { setting, pointer, message } of valueProblems(subject)) {
      if (isJsonText(setting)) continue
      const facts = { name: setting.name, pointer, reason: message.replace(/\.$/, '') }
      report(setting.key?.failClosedValue === undefined ? 'invalid' : 'closed', facts, { setting, pointer })
    }
  },
})
