import { defineRule } from '../rule.js'
import { retiredFormsIn } from '../values/retired-forms.js'

export const droppedEntries = defineRule({
  group: 'types',
  severity: 'warning',
  summary: 'Entries of a list or map that the app leaves out',
  why: 'Some lists and maps are read entry by entry: one that is wrong is left out without a message, and the rest is used. An allowlist gets shorter, a tool stays enabled.',
  remedy: 'Correct or remove the entry. `cowork-mdm schema show KEY` tells what an entry looks like.',
  source: 'annotation x-lenient of the schema',
  messages: {
    dropped: ({ name }: { name: string }) => `${name} has entries that are not what it takes; the app leaves them out.`,
  },
  check: (subject, report) => {
    for (const setting of subject.settings) {
      // Retired forms are told by another rule.
      const isDropped = subject.decoded(setting)?.notes.includes('entries-dropped')
      if (isDropped && retiredFormsIn(setting).length === 0) report('dropped', { name: setting.name }, { setting })
    }
  },
})
