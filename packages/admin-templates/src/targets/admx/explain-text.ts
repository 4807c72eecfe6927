import { LONGEST_POLICY_TEXT, type Language } from '@cowork-mdm/schema'
import { factsOf } from '../../reference/facts.js'
import type { Setting, TemplateModel } from '../../model/template-model.js'
import { storedText } from '../../reference/stored-value.js'
import { WORDS } from '../../words/words.js'

/** What the policy editor shows beside a policy: description, how to enter the value, an example, and what is known. */
export function explainText(setting: Setting, model: TemplateModel, language: Language): string {
  const words = WORDS[language]
  const { key, kind, example, prose } = setting
  const paragraphs = [prose[language].description]
  if (kind.stored === 'boolean') paragraphs.push(words.enabledMeansTrue)
  if (kind.stored === 'json') paragraphs.push(words.jsonText(LONGEST_POLICY_TEXT))
  if (example !== undefined && kind.stored !== 'boolean') {
    paragraphs.push(`${words.page.example}${words.colon}${storedText(example)}`)
  }
  const facts = factsOf(setting, model, words).map(({ label, values }) => `${label}${words.colon}${words.list(values)}`)
  return [...paragraphs, [key.name, ...facts].join('\n')].filter((paragraph) => paragraph !== '').join('\n\n')
}
