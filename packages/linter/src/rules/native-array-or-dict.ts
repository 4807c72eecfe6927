import { rawValue, type ProfileSetting } from '@cowork-mdm/profile'
import { defineRule } from '../rule.js'
import type { Artifact } from '@cowork-mdm/encoder'
import type { Fix } from '../finding.js'
import { storeText } from '../values/store-text.js'

export const nativeArrayOrDict = defineRule({
  group: 'types',
  severity: 'warning',
  summary: 'A list or map stored as such where releases want JSON text',
  why: 'Documentation and reports contradict each other: until about July 2026 native lists in a profile were called the most common mistake, and releases dropped them; later documentation allows them. One JSON text is read by every release.',
  remedy: 'Store the list or map as one JSON text. `--fix` does.',
  source: 'reader rule native-collections, disputed; anthropics/claude-code#53818',
  messages: {
    native: ({ name, type }: { name: string; type: string }) =>
      `${name} is stored as <${type}>, which not every release reads; store it as one JSON text.`,
  },
  check: (subject, report) => {
    for (const setting of subject.settings) {
      if (!subject.decoded(setting)?.notes.includes('native-collection-disputed')) continue
      const { type } = setting.source!.node
      // Dates and data are told by another rule.
      if (type !== 'array' && type !== 'dict') continue
      report('native', { name: setting.name, type }, { setting, fix: jsonText(subject.artifact, setting) })
    }
  },
})

function jsonText(artifact: Artifact, { source }: ProfileSetting): Fix | undefined {
  const { node } = source!
  const edit = storeText(artifact, node, JSON.stringify(rawValue(node)))
  return edit && { title: 'Store it as JSON text', edits: [edit] }
}
