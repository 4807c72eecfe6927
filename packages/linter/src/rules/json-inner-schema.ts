import { defineRule } from '../rule.js'
import { isJsonText, valueProblems } from '../values/value-problems.js'

export const jsonInnerSchema = defineRule({
  group: 'types',
  severity: 'error',
  summary: 'JSON text that is not what its setting takes',
  why: 'A list or map is stored as one JSON text. Where the text is no JSON, or something inside is wrong, the app logs it and ignores the whole setting, or a part of it.',
  remedy:
    'Correct the place that the finding names, counted inside of the JSON. A YAML profile shows such mistakes with line and column.',
  source: 'the schema of the setting, from the app itself',
  messages: {
    syntax: ({ name }: { name: string }) => `${name} holds text that is no JSON; the app ignores it.`,
    inner: ({ name, pointer, reason }: { name: string; pointer: string; reason: string }) =>
      `${name}${pointer === '' ? '' : `, at ${pointer}`}: ${reason}.`,
  },
  check: (subject, report) => {
    for (const { setting, pointer, message } of valueProblems(subject)) {
      if (!isJsonText(setting)) continue
      const { name } = setting
      if (typeof setting.value === 'string') report('syntax', { name }, { setting })
      else report('inner', { name, pointer, reason: message.replace(/\.$/, '') }, { setting, pointer })
    }
  },
})
