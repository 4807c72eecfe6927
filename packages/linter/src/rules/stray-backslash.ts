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
    registry: () => 'A backslash that is not doubled stands here; registry editors drop it or end the text there.',
  },
  check: (subject, report) => {
    for (const setting of subject.settings) {
      if (!subject.decoded(setting)?.notes.includes('repaired-backslashes')) continue
      const edit = storeText(subject.artifact, setting.source!.node, JSON.stringify(setting.value))
      const fix = edit && { title: 'Double the backslashes', edits: [edit] }
      report('stray', { name: setting.name }, { setting, fix })
    }
    for (const { code, range } of subject.artifact.notes) {
      if (code !== 'stray-backslash' || !range) continue
      const edit = { start: range[0], end: range[1], text: '\\\\' }
      report('registry', {}, { range, fix: { title: 'Double the backslash', edits: [edit] } })
    }
  },
})
