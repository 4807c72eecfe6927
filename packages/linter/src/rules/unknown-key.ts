import { defineRule } from '../rule.js'
import { isDotted } from './subkey-unread.js'

export const unknownKey = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A setting that the schema does not know',
  why: 'The app ignores names that it does not know, without a message. A misspelt setting looks deployed and does nothing.',
  remedy:
    'Correct the name; the finding suggests the nearest one. A setting of a release that is newer than the schema can stay: pass the schema of that release with `--schema`.',
  source: 'vendor documentation, configuration page: unknown names are ignored without a message',
  messages: { unknown: ({ reason }: { reason: string }) => reason },
  check: (subject, report) => {
    for (const { setting, code, message } of subject.problems()) {
      if (code === 'unknown-key' && !isDotted(setting, subject.context.document))
        report('unknown', { reason: message }, { setting, atName: true })
    }
  },
})
