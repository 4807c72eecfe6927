import { namesIn, textsIn } from '@cowork-mdm/schema/values'
import type { LintedSetting } from '../subject.js'
import { entryOf } from '@cowork-mdm/profile'
import { defineRule } from '../rule.js'
import { isOpen } from '../values/is-open.js'
import { placeholderIn } from '../values/placeholder-in.js'

/** What of a profile stands beside its settings, and under which names a configuration profile has it. */
const FIELDS = {
  name: 'PayloadDisplayName',
  description: 'PayloadDescription',
  identifier: 'PayloadIdentifier',
  organization: 'PayloadOrganization',
} as const

export const unresolvedPlaceholder = defineRule({
  group: 'placeholders',
  severity: 'error',
  summary: 'A placeholder that nobody filled in',
  why: 'Templates leave slots such as `REPLACE_WITH_YOUR_API_KEY`. The app takes such a text for the value, and fails at sign-in or at the first request, on every machine.',
  remedy: 'Put the real value in the place of the placeholder, or remove the setting.',
  source: 'the templates of this project and of its predecessor; Intune fills {{…}} only for its own tokens',
  messages: {
    placeholder: ({ name, found }: { name: string; found: string }) =>
      `${name} still holds the placeholder ${found}; put the real value in its place.`,
  },
  check: ({ artifact: { profile, raw }, settings }, report) => {
    for (const setting of settings) {
      for (const { text, pointer } of textsIn(setting.value)) {
        const found = placeholderIn(text)
        if (found !== undefined)
          report('placeholder', { name: setting.name, found: shown(found, setting) }, { setting, pointer })
      }
      for (const { text, pointer } of namesIn(setting.value)) {
        const found = placeholderIn(text)
        if (found !== undefined) report('placeholder', { name: setting.name, found }, { setting, pointer })
      }
    }
    for (const [field, payloadName] of Object.entries(FIELDS)) {
      const found = placeholderIn(profile[field as keyof typeof FIELDS] ?? '')
      const node = raw.type === 'dict' ? (entryOf(raw, field) ?? entryOf(raw, payloadName)) : undefined
      if (found !== undefined) report('placeholder', { name: field, found }, { range: node?.range })
    }
  },
})

/** What only looks like a placeholder may be a part of a secret. */
function shown(found: string, setting: LintedSetting): string {
  if (isOpen(setting) || /^(?:[A-Z0-9_-]+|\{.*\})$/.test(found)) return found
  return found.startsWith('<') ? '<…>' : '…'
}
