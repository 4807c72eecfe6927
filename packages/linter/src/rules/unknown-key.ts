import { findKey } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'

export const unknownKey = defineRule({
  group: 'versions',
  severity: 'warning',
  summary: 'A setting that the schema does not know',
  source: 'vendor documentation, configuration page: unknown names are ignored without a message',
  messages: {
    unknown: ({ name, suggestion }: { name: string; suggestion?: string | undefined }) =>
      `No setting is called ${name}; the app ignores it.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
  },
  check: ({ settings, context }, report) => {
    for (const setting of settings) {
      if (setting.key) continue
      const lookup = findKey(context.document, setting.name)
      const suggestion = 'suggestion' in lookup ? lookup.suggestion : undefined
      report('unknown', { name: setting.name, suggestion }, { setting, atName: true })
    }
  },
})
