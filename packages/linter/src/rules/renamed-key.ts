import type { Artifact } from '@cowork-mdm/encoder'
import { defineRule } from '../rule.js'
import type { Fix } from '../finding.js'
import type { LintedSetting } from '../subject.js'

export const renamedKey = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A setting under an earlier name',
  why: 'Releases rename settings and read the earlier name for a while. On 2026-10-07 the vendor ended that for the names known here: a release that enforces it sees nothing.',
  remedy:
    'Use the present name. `--fix` does. Where the fleet has releases that only know the earlier name, deliver both until they are gone.',
  source: 'earlier names from the bundle; vendor changelog: old names end on 2026-10-07',
  messages: { renamed: ({ reason }: { reason: string }) => reason },
  check: (subject, report) => {
    for (const { setting, code, message } of subject.problems()) {
      if (code !== 'renamed-key') continue
      const present = setting.key!.name
      // Both at once is told by another rule.
      if (subject.settings.some(({ name }) => name === present)) continue
      const fix = rename(subject.artifact, setting, present)
      report('renamed', { reason: message }, { setting, atName: true, fix })
    }
  },
})

/** The name stands once in the range of the name, in whatever the format puts around it. */
function rename({ text }: Artifact, { name, source }: LintedSetting, to: string): Fix | undefined {
  const [start, end] = source!.name
  const at = text?.slice(start, end).indexOf(name) ?? -1
  if (at < 0) return undefined
  return { title: `Rename it to ${to}`, edits: [{ start: start + at, end: start + at + name.length, text: to }] }
}
