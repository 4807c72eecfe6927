import { POLICY_FOLDER, type Language } from '@cowork-mdm/schema'
import type { TemplateModel } from '../../model/template-model.js'
import { WORDS } from '../../words/words.js'
import { xmlText, type XmlTree } from '../xml-text.js'
import { DECLARATION, REVISION, SCHEMA_NAMESPACE } from './admx-file.js'
import { categoryId, explainId, supportedId } from './names.js'
import { explainText } from './explain-text.js'
import { distinct, type Policy } from './policy.js'

/** The texts of one language. */
export function admlFile(policies: readonly Policy[], model: TemplateModel, language: Language): string {
  const words = WORDS[language]
  const strings: [id: string, text: string][] = [
    [POLICY_FOLDER, words.product],
    ...distinct(policies.map(({ setting }) => setting.key.category)).map((category): [string, string] => [
      categoryId(category),
      words.category(category),
    ]),
    ...distinct(policies.map(({ since }) => since)).map((version): [string, string] => [
      supportedId(version),
      words.supported(version),
    ]),
  ]
  for (const { id, setting, control } of policies) {
    strings.push([id, setting.prose[language].title], [explainId(id), explainText(setting, model, language)])
    if ('element' in control && control.element.tag === 'enum') {
      for (const item of control.element.items) strings.push([item.id, item.label])
    }
  }
  const tree: XmlTree = {
    '#comment': ` ${words.madeFrom(model.appVersion, model.asOf, model.sha256).replaceAll('--', '- -')} `,
    policyDefinitionResources: {
      '@xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xmlns': SCHEMA_NAMESPACE,
      '@revision': REVISION,
      '@schemaVersion': '1.0',
      displayName: words.product,
      description: words.about,
      resources: {
        stringTable: { string: strings.map(([id, text]) => ({ '@id': id, '#text': text })) },
        presentationTable: { presentation: policies.flatMap((policy) => presentationTree(policy, language)) },
      },
    },
  }
  return DECLARATION + xmlText(tree)
}

function presentationTree({ id, setting, control }: Policy, language: Language): XmlTree[] {
  if (!('element' in control)) return []
  const { element } = control
  const { title } = setting.prose[language]
  switch (element.tag) {
    case 'text':
      return [{ '@id': id, textBox: { '@refId': id, label: title } }]
    case 'decimal':
      return [{ '@id': id, decimalTextBox: { '@refId': id, '@defaultValue': element.preset, '#text': title } }]
    case 'enum':
      return [
        {
          '@id': id,
          dropdownList: {
            '@refId': id,
            '@noSort': 'true',
            ...(element.preset === undefined ? {} : { '@defaultItem': element.preset }),
            '#text': title,
          },
        },
      ]
  }
}
