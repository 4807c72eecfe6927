import { defineRule } from '../rule.js'
import { isJsonText, valueProblems } from '../values/value-problems.js'

export const jsonInnerSchema = defineRule({
  group: 'types',
  severity: 'error',
  summary: 'JSON text that is not what its setting takes',
  why: 'A list or map is stored as one JSON text. Where the text is no JSON, or something inside is wrong, the app logs it and ignores the whole setting.',
  remedy:
    'Correct the place that the finding names. A YAML profile holds the same value without quotation marks to count.',
  source: 'the schema of the setting, from the app itself',
  messages: { inner: ({ reason }: { reason: string }) => reason },
  check: (subject, report) => {
    for (const { setting, message, range } of valueProblems(subject))
      if (isJsonText(setting)) report('inner', { reason: message }, { setting, range })
  },
})
