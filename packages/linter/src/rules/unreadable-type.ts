import { defineRule } from '../rule.js'

export const unreadableType = defineRule({
  group: 'types',
  severity: 'error',
  summary: 'A value of a type that the app does not read',
  why: 'The app reads REG_SZ and REG_DWORD, and of a property list texts, numbers, booleans, lists and maps. A REG_EXPAND_SZ counts as “managed” and still sets nothing; a REG_QWORD, REG_MULTI_SZ or REG_BINARY is not seen at all; dates and data are refused.',
  remedy: 'Store the value as text: REG_SZ or `<string>`. Lists and maps are one JSON text.',
  source: 'reader rule registry-types; releases 1.18286.0 and 1.28929.0',
  messages: {
    type: ({ name, type }: { name: string; type: string }) =>
      `${name} is stored as ${type}, which the app does not read; store it as text.`,
  },
  check: (subject, report) => {
    for (const setting of subject.settings) {
      const { name, source } = setting
      if (!source) continue
      const { type } = source.node
      const isData = type === 'date' || type === 'data'
      const isUnread = isData || subject.decoded(setting)?.notes.includes('unreadable-type')
      if (isUnread) report('type', { name, type: isData ? `<${type}>` : type }, { setting })
    }
  },
})
