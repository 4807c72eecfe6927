import { textsIn } from '../values/texts-in.js'
import { defineRule } from '../rule.js'

/** Forms in which templates and hand-written files leave something to be filled in. */
const PLACEHOLDERS = [/REPLACE_[A-Z0-9_]*/, /<[A-Za-z][A-Za-z0-9 _.-]*>/, /\bTODO\b/, /\{\{[A-Z0-9_]+\}\}/]

export const unresolvedPlaceholder = defineRule({
  group: 'placeholders',
  severity: 'error',
  summary: 'A placeholder that nobody filled in',
  source: 'the templates of this project and of its predecessor; Intune fills {{…}} only for its own tokens',
  messages: {
    placeholder: ({ name, found }: { name: string; found: string }) =>
      `${name} still holds the placeholder ${found}; put the real value in its place.`,
  },
  check: ({ settings }, report) => {
    for (const setting of settings) {
      for (const { text, pointer } of textsIn(setting.value)) {
        const found = PLACEHOLDERS.map((form) => form.exec(text)?.[0]).find((match) => match !== undefined)
        if (found !== undefined) report('placeholder', { name: setting.name, found }, { setting, pointer })
      }
    }
  },
})
