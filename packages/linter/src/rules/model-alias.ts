import { SETTING_ROLES } from '@cowork-mdm/schema'
import { textsIn } from '@cowork-mdm/schema/values'
import { defineRule } from '../rule.js'

/** What a family is called for short; a full identifier has a version. */
const ALIAS = /^(?:claude-)?(?:opus|sonnet|haiku|fable|mythos|default|best)(?:-latest)?$/i

export const modelAlias = defineRule({
  group: 'providers',
  severity: 'warning',
  summary: 'A short name of a model where nothing resolves it',
  why: 'With model discovery off the app asks nobody what `sonnet` stands for: it sends the name as it is, and the provider refuses it.',
  remedy: 'Write the full identifier of the model, as the provider lists it.',
  source: 'vendor documentation, model list: full identifiers where discovery is off',
  messages: {
    alias: ({ alias, discovery }: { alias: string; discovery: string }) =>
      `${alias} is no full identifier of a model, and ${discovery} is off.`,
  },
  check: (subject, report) => {
    const discovery = SETTING_ROLES.modelDiscovery
    const setting = subject.setting(SETTING_ROLES.models)
    if (!setting || subject.value(discovery) !== false) return
    for (const { text, pointer } of textsIn(setting.value)) {
      const isName = /^\/\d+(?:\/name)?$/.test(pointer)
      if (isName && ALIAS.test(text)) report('alias', { alias: text, discovery }, { setting, pointer })
    }
  },
})
