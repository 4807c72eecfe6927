import { isRetiredAt } from '@cowork-mdm/schema/values'
import { defineRule } from '../rule.js'

export const droppedEntries = defineRule({
  group: 'types',
  severity: 'warning',
  summary: 'Entries of a list or map that the app leaves out',
  why: 'Some lists and maps are read entry by entry: one that is wrong is left out without a message, and the rest is used. An allowlist gets shorter, a tool stays enabled.',
  remedy: 'Correct or remove the entry. `cowork-mdm schema show KEY` tells what an entry looks like.',
  source: 'annotation x-lenient of the schema',
  messages: { dropped: ({ reason }: { reason: string }) => reason },
  check: (subject, report) => {
    for (const { setting, code, pointer, message } of subject.problems()) {
      // Retired forms are told by another rule.
      if (code === 'entry-left-out' && !isRetiredAt(setting.key, setting.value, pointer))
        report('dropped', { reason: message }, { setting, pointer })
    }
  },
})
