import { defineRule } from '../rule.js'

export const setTwice = defineRule({
  group: 'versions',
  severity: 'error',
  summary: 'A setting that is set more than once',
  why: 'Where a setting stands twice, under its name and an earlier one, in two payloads or in another case, one of them counts and the other is ignored. Which one depends on the reader.',
  remedy: 'Remove one of them.',
  source: 'reader rule legacy-names-renamed; the readers of the formats',
  messages: {
    alias: ({ reason }: { reason: string }) => reason,
    again: ({ name, detail }: { name: string; detail: string }) => `${name} is set more than once; ${detail}.`,
  },
  check: (subject, report) => {
    for (const { setting, code, message } of subject.problems())
      if (code === 'set-twice') report('alias', { reason: message }, { setting, atName: true })
    for (const { code, key = '', detail = '', range } of subject.artifact.notes)
      if (code === 'set-twice') report('again', { name: key, detail }, { range })
  },
})
