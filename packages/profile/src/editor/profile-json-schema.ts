import {
  availabilityAt,
  describeSettings,
  loadCatalogue,
  type Language,
  type SchemaDocument,
  type SettingKey,
} from '@cowork-mdm/schema'
import { REFERENCE, valueJsonSchema, WORDS, type JsonSchema } from './value-json-schema.js'

export interface ProfileJsonSchemaOptions {
  /** Of titles and descriptions; by default English. */
  language?: Language
}

/**
 * JSON Schema of the authoring form, from which editors complete and explain. Draft-07, because that is what the YAML language
 * server implements in full. Settings that the document does not know are marked, as misspelled names are what the app
 * ignores without a word; `validateProfile` only warns of them.
 */
export async function profileJsonSchema(
  document: SchemaDocument,
  { language = 'en' }: ProfileJsonSchemaOptions = {},
): Promise<JsonSchema> {
  const [described, catalogue] = await Promise.all([describeSettings(document, language), loadCatalogue(language)])
  const prose = PROSE[language]
  const settings: [string, JsonSchema][] = []
  for (const key of described.keys) {
    settings.push([key.name, settingSchema(key, prose)])
    for (const name of key.legacyNames ?? []) {
      const { title = key.title, description = key.description } = Object.hasOwn(catalogue, name)
        ? catalogue[name]!
        : {}
      const earlier = settingSchema({ ...key, ...(title && { title }), ...(description && { description }) }, prose)
      settings.push([name, { ...earlier, deprecationMessage: prose.renamed(key.name) }])
    }
  }
  settings.sort(([left], [right]) => (left < right ? -1 : 1))

  const text = (description: string): JsonSchema => ({ type: ['string', 'null'], description })
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: prose.title,
    description: prose.description,
    type: 'object',
    additionalProperties: false,
    properties: {
      name: text(prose.name),
      description: text(prose.descriptionField),
      identifier: { ...text(prose.identifier), examples: ['com.example.claude-desktop'] },
      organization: text(prose.organization),
      extends: {
        description: prose.extends,
        anyOf: [
          { $ref: '#/definitions/layer' },
          { type: 'array', items: { $ref: '#/definitions/layer' } },
          { type: 'null' },
        ],
      },
      values: {
        description: prose.values,
        type: ['object', 'null'],
        additionalProperties: false,
        // A setting may be called as a property that every object has.
        properties: Object.fromEntries(settings),
      },
    },
    definitions: {
      reference: {
        type: 'string',
        pattern: '\\$\\{(env|file):[^}]*\\}|REPLACE_[A-Z0-9]',
        description: prose.reference,
      },
      layer: { type: 'string', pattern: '^(?![/~])[^\\\\:]+\\.[yY][aA]?[mM][lL]$' },
    },
  }
}

function settingSchema(key: SettingKey, prose: Prose): JsonSchema {
  const { title, description, example } = key
  const fallback = key.default
  const { state, since } = availabilityAt(key)
  const isOutdated = state === 'deprecated' || state === 'removed'
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(example !== undefined && { examples: [example] }),
    ...(fallback !== undefined && { default: fallback }),
    ...(isOutdated && { deprecationMessage: prose[state](since) }),
    anyOf: [valueJsonSchema(key.value), ...textForms(key), { type: 'null' }, { type: 'string', maxLength: 0 }],
  }
}

/** How a value that is no text may be written as one: words, numbers, JSON, or a reference that stands for one of them. */
function textForms({ value: { type } }: SettingKey): JsonSchema[] {
  const json = (pattern: string): JsonSchema[] => [{ type: 'string', pattern }, REFERENCE]
  switch (type) {
    case 'string':
      return []
    case 'boolean':
      return [WORDS, { type: 'integer', minimum: 0, maximum: 1 }, REFERENCE]
    case 'integer':
    case 'number':
      return json('^\\s*-?\\d')
    case 'array':
      return json('^\\s*\\[')
    case 'object':
      return json('^\\s*\\{')
    case 'null':
    case undefined:
      return json('')
  }
}

interface Prose {
  title: string
  description: string
  name: string
  descriptionField: string
  identifier: string
  organization: string
  extends: string
  values: string
  reference: string
  renamed: (name: string) => string
  deprecated: (since: string | undefined) => string
  removed: (since: string | undefined) => string
}

const PROSE: Record<Language, Prose> = {
  en: {
    title: 'Profile of managed settings',
    description: 'Managed settings of Claude Desktop, written for people and delivered in any format.',
    name: 'Name of the profile, as people see it; also the stem of file names.',
    descriptionField: 'What the profile is for, in a sentence.',
    identifier:
      'Reverse-DNS identifier of the configuration profile. Never change it once it is deployed: devices would remove one profile and install another.',
    organization: 'Name of your organization, as devices show it.',
    extends:
      'Profiles that this one builds on, the base first: relative paths, as seen from this file. The last one that mentions a setting decides it; null unsets it.',
    values:
      'Settings by name. Lists and maps may be written as YAML or as JSON text; null unsets what a layer below has set.',
    reference:
      'Filled in when the profile is exported: ${env:NAME} or ${file:PATH}. REPLACE_… has yet to be filled in.',
    renamed: (name) => `Earlier name of ${name}.`,
    deprecated: (since) => `Deprecated${since === undefined ? '' : ` since ${since}`}.`,
    removed: (since) => `Removed${since === undefined ? '' : ` with ${since}`}: the app ignores it.`,
  },
  zh: {
    title: '受管设置的配置文件',
    description: 'Claude Desktop 的受管设置：写给人看，可以导出为任何分发格式。',
    name: '配置文件的名称，用户看得到；也用于文件名。',
    descriptionField: '一句话说明用途。',
    identifier: '描述文件的反向域名标识。部署之后不要再改，否则设备会先删除再重装。',
    organization: '企业名称，设备上会显示。',
    extends: '本文件所依据的配置文件，基础文件在前：相对于本文件的路径。同一设置以最后提到它的为准，null 表示取消。',
    values: '按名称书写的设置。列表和映射可以写成 YAML 或 JSON 文本；null 取消下层的设置。',
    reference: '导出时填入：${env:NAME} 或 ${file:PATH}。REPLACE_… 表示尚待填写。',
    renamed: (name) => `${name} 的旧名称。`,
    deprecated: (since) => `${since === undefined ? '' : `自 ${since} 起`}已弃用。`,
    removed: (since) => `${since === undefined ? '' : `自 ${since} 起`}已移除，应用会忽略。`,
  },
}
