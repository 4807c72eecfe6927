import { findKey } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'

export const unknownKey = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A setting that the schema does not know',
  why: 'The app ignores names that it does not know, without a message. A misspelt setting looks deployed and does nothing.',
  remedy:
    'Correct the name; the finding suggests the nearest one. A setting of a release that is newer than the schema can stay: pass the schema of that release with `--schema`.',
  source: 'vendor documentation, configuration page: unknown names are ignored without a message',
  messages: {
    unknown: ({ name, suggestion }: { name: string; suggestion?: string | undefined }) =>
      `No setting is called ${name}; the app ignores it.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
  },
  check: ({ settings, context: { document } }, report) => {
    for (const setting of settings) {
      const { name } = setting
      // A setting's member under a name of its own is told by another rule.
      const [beforeDot = ''] = name.split('.')
      if (setting.key || (beforeDot !== name && findKey(document, beforeDot).key)) continue
      const lookup = findKey(document, name)
      const suggestion = 'suggestion' in lookup ? lookup.suggestion : undefined
      report('unknown', { name, suggestion }, { setting, atName: true })
    }
  },
})
