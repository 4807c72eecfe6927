import { isPayloadName, PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import { factsOf } from '../../reference/facts.js'
import { storedText } from '../../reference/stored-value.js'
import { WORDS } from '../../words/words.js'
import { consoleSelection } from '../console-selection.js'
import { DOCUMENTATION_URL } from '../names.js'
import { omitsNoValue } from '../omits.js'
import type { RenderInput, Target } from '../target.js'
import type { Setting } from '../../model/template-model.js'

/** Jamf Pro: the custom schema of the Application & Custom Settings payload, JSON Schema of draft 4 with Jamf's additions. */
export const jamf: Target = {
  selection: consoleSelection('darwin'),
  omits: (setting) => omitsNoValue(setting) ?? (isPayloadName(setting.key.name) ? 'payload-name' : undefined),
  files(input) {
    const { settings, model, options } = input
    const words = WORDS[options.language]
    const manifest = {
      $schema: 'http://json-schema.org/draft-04/schema#',
      title: `${words.product} (${PREFERENCE_DOMAIN})`,
      description: `${words.about} ${words.madeFrom(model.appVersion, model.asOf, model.sha256)}`,
      __version: model.appVersion,
      type: 'object',
      // A text field that was emptied must not become a setting with an empty value.
      options: { remove_empty_properties: true },
      properties: Object.fromEntries(
        settings.map((setting, index) => [setting.key.name, property(setting, index, input)]),
      ),
    }
    return [{ path: `${PREFERENCE_DOMAIN}.json`, text: `${JSON.stringify(manifest, null, 2)}\n` }]
  },
}

function property(setting: Setting, index: number, { model, options }: RenderInput) {
  const words = WORDS[options.language]
  const { key, kind, prose, example } = setting
  const { title, description } = prose[options.language]
  const facts = kind.jamf(key.value)
  const lines = factsOf(setting, model, words).map(({ label, values }) => `${label}${words.colon}${words.list(values)}`)
  const parts = [description, kind.stored === 'json' ? words.jsonInOneLine : '']
  if (example !== undefined) parts.push(`${words.page.example}${words.colon}${storedText(example)}`)
  return {
    title,
    description: parts.filter((part) => part !== '').join(' '),
    property_order: (index + 1) * 5,
    ...facts,
    options: {
      ...(facts.enum ? { enum_titles: facts.enum.map(String) } : {}),
      infoText: [`${key.name} (${facts.type})`, ...lines].join('\n'),
    },
    links: [{ rel: words.moreInformation, href: DOCUMENTATION_URL }],
  }
}
