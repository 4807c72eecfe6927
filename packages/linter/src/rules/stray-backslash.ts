import { defineRule } from '../rule.js'
import { storeText } from '../values/store-text.js'

export const strayBackslash = defineRule({
  group: 'types',
  severity: 'warning',
  summary: 'JSON text with backslashes that are not doubled',
  why: 'In JSON a backslash is written twice. The app doubles stray ones and tries again, but only where what follows is no escape by chance: `C:\\new` becomes a line break.',
  remedy: 'Double the backslashes. `--fix` does.',
  source: 'releases 1.18286.0 and 1.28929.0',
  messages: {
    stray: ({ name }: { name: string }) => `${name} holds JSON text with single backslashes; double them.`,
  },
  check: (subject, report) => {
    for (const setting of subject.settings) {
      if (!subject.decoded(setting)?.notes.includes('repaired-backslashes')) continue
      const edit = storeText(subject.artifact, setting.source!.node, JSON.stringify(setting.value))
      const fix = edit && { title: 'Double the backslashes', edits: [edit] }
      report('stray', { name: setting.name }, { setting, fix })
    }
  },
})
