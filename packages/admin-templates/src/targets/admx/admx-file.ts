import { POLICY_APP, POLICY_FOLDER } from '@cowork-mdm/schema'
import type { TemplateModel } from '../../model/template-model.js'
import { en } from '../../words/en.js'
import type { PolicyClass } from '../target.js'
import { xmlText, type XmlTree } from '../xml-text.js'
import type { AdmxElement, RegistryData } from './admx-control.js'
import { categoryId, explainId, NAMESPACE, REGISTRY_KEY, supportedId } from './names.js'
import { distinct, type Policy } from './policy.js'

export const SCHEMA_NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions'
/** Of the format of our files, not of their content: an ADML file must have at least the revision that the ADMX file asks for. */
export const REVISION = '1.0'

export interface AdmxFileOptions {
  policyClass: PolicyClass
  /** All policies in one folder: for OMA-URI, whose paths name the folders, as settings change their category at times. */
  flat?: boolean
}

/** The language-neutral file. It defines its own `supportedOn`, so that no other ADMX file is needed. */
export function admxFile(policies: readonly Policy[], model: TemplateModel, options: AdmxFileOptions): string {
  const { policyClass, flat = false } = options
  const categories = flat ? [] : distinct(policies.map(({ setting }) => setting.key.category))
  const tree: XmlTree = {
    '#comment': ` ${en.madeFrom(model.appVersion, model.asOf, model.sha256).replaceAll('--', '- -')} `,
    policyDefinitions: {
      '@xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xmlns': SCHEMA_NAMESPACE,
      '@revision': REVISION,
      '@schemaVersion': '1.0',
      policyNamespaces: { target: { '@prefix': POLICY_APP, '@namespace': NAMESPACE } },
      resources: { '@minRequiredRevision': REVISION },
      supportedOn: {
        definitions: {
          definition: distinct(policies.map(({ since }) => since)).map((version) => ({
            '@name': supportedId(version),
            '@displayName': string(supportedId(version)),
          })),
        },
      },
      categories: {
        category: [
          { '@name': POLICY_FOLDER, '@displayName': string(POLICY_FOLDER) },
          ...categories.map((category) => ({
            '@name': categoryId(category),
            '@displayName': string(categoryId(category)),
            parentCategory: { '@ref': POLICY_FOLDER },
          })),
        ],
      },
      policies: { policy: policies.map((policy) => policyTree(policy, policyClass, flat)) },
    },
  }
  return DECLARATION + xmlText(tree)
}

export const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

/** Children stand in the order in which the format's schema has them. */
function policyTree({ id, setting, control, since }: Policy, policyClass: PolicyClass, flat: boolean): XmlTree {
  const { name, category } = setting.key
  const isToggle = 'enabled' in control
  return {
    '@name': id,
    '@class': policyClass,
    '@displayName': string(id),
    '@explainText': string(explainId(id)),
    '@key': REGISTRY_KEY,
    ...(isToggle ? { '@valueName': name } : { '@presentation': `$(presentation.${id})` }),
    parentCategory: { '@ref': flat ? POLICY_FOLDER : categoryId(category) },
    supportedOn: { '@ref': supportedId(since) },
    ...(isToggle
      ? { enabledValue: dataTree(control.enabled), disabledValue: dataTree(control.disabled) }
      : { elements: elementTree(control.element, id, name) }),
  }
}

function elementTree(element: AdmxElement, id: string, valueName: string): XmlTree {
  const attributes = { '@id': id, '@valueName': valueName, '@required': 'true' }
  switch (element.tag) {
    case 'text':
      return { text: { ...attributes, '@maxLength': element.maxLength } }
    case 'decimal':
      return { decimal: { ...attributes, '@minValue': element.minimum, '@maxValue': element.maximum } }
    case 'enum':
      return {
        enum: {
          ...attributes,
          item: element.items.map((item) => ({ '@displayName': string(item.id), value: dataTree(item.data) })),
        },
      }
  }
}

function dataTree(data: RegistryData): XmlTree {
  return 'decimal' in data ? { decimal: { '@value': data.decimal } } : { string: data.string }
}

function string(id: string): string {
  return `$(string.${id})`
}
