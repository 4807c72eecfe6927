import { profileJsonSchema } from '@cowork-mdm/profile'
import { isRemotelySettable, settingPlatforms } from '@cowork-mdm/schema'
import type { Setting } from '../../model/template-model.js'
import { WORDS } from '../../words/words.js'
import { omitsNoValue } from '../omits.js'
import type { RenderInput, Target } from '../target.js'
import { DIALECTS, type Dialect, type JsonSchema } from './json-schema.js'
import { valueSchemaWriter, withoutUndefined } from './value-schema.js'

const META_SCHEMAS: Readonly<Record<Dialect, string>> = {
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
}

/** JSON Schemas for editors and checks: of profiles, the Linux file and a bootstrap server's response, each in two drafts. */
export const jsonSchema: Target = {
  selection: { statuses: ['enabled', 'deprecated'], undocumented: true, remoteOnly: true },
  omits: omitsNoValue,
  files: (input) =>
    Promise.all(
      DIALECTS.flatMap((dialect) =>
        FORMS.map(async ({ name, schema }) => ({
          path: `${dialect}/${name}.schema.json`,
          text: `${JSON.stringify(await schema(input, dialect), null, 2)}\n`,
        })),
      ),
    ),
}

interface Form {
  name: string
  schema: (input: RenderInput, dialect: Dialect) => JsonSchema | Promise<JsonSchema>
}

const FORMS: readonly Form[] = [
  { name: 'profile', schema: profile },
  { name: 'linux-managed-settings', schema: linuxFile },
  { name: 'bootstrap-response', schema: bootstrapResponse },
]

/** A profile as people write it, in YAML. Its schema is of draft 7, and means the same in both drafts but for tuples. */
async function profile({ settings, model, options }: RenderInput, dialect: Dialect): Promise<JsonSchema> {
  const { language } = options
  const document = { ...model.document, keys: settings.map(({ key }) => key) }
  const schema = (await profileJsonSchema(document, { language })) as object
  return {
    ...(dialect === 'draft-07' ? schema : (withPrefixItems(schema) as object)),
    $schema: META_SCHEMAS[dialect],
    $comment: WORDS[language].madeFrom(model.appVersion, model.asOf, model.sha256),
  }
}

/** Keywords whose values are data and no schemas. */
const DATA = new Set(['const', 'default', 'enum', 'examples'])

/** A list of schemas in `items`, as draft 7 has it, is called `prefixItems` since. */
function withPrefixItems(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withPrefixItems)
  if (typeof schema !== 'object' || schema === null) return schema
  const keywords = Object.entries(schema).map(([keyword, part]): [string, unknown] => {
    if (DATA.has(keyword)) return [keyword, part]
    return [keyword === 'items' && Array.isArray(part) ? 'prefixItems' : keyword, withPrefixItems(part)]
  })
  return Object.fromEntries(keywords)
}

/** `/etc/claude-desktop/managed-settings.json`: values as JSON has them; the app complains of names it does not know. */
function linuxFile(input: RenderInput, dialect: Dialect): JsonSchema {
  const settings = input.settings.filter(
    ({ key }) => settingPlatforms(key).includes('linux') && key.remotePolicy?.['type'] !== 'remote-only',
  )
  const words = WORDS[input.options.language].forms
  return fileSchema(words.linuxFile, properties(settings, input, dialect), input, dialect)
}

/** What a bootstrap server sends, with flat names: all settings but those that the app takes from the device alone. */
function bootstrapResponse(input: RenderInput, dialect: Dialect): JsonSchema {
  const settings = input.settings.filter(({ key }) => isRemotelySettable(key))
  const words = WORDS[input.options.language].forms
  const expiry = { description: words.expiresAt, type: 'number', exclusiveMinimum: 0 }
  const members = { ...properties(settings, input, dialect, rejectLoopback), expiresAt: expiry }
  return fileSchema(words.bootstrapResponse, members, input, dialect)
}

function fileSchema(
  title: string,
  members: Record<string, JsonSchema>,
  { model, options }: RenderInput,
  dialect: Dialect,
): JsonSchema {
  return {
    $schema: META_SCHEMAS[dialect],
    $comment: WORDS[options.language].madeFrom(model.appVersion, model.asOf, model.sha256),
    title,
    type: 'object',
    properties: members,
    additionalProperties: false,
  }
}

function properties(
  settings: readonly Setting[],
  { options }: RenderInput,
  dialect: Dialect,
  adapt: (schema: JsonSchema, setting: Setting) => JsonSchema = (schema) => schema,
): Record<string, JsonSchema> {
  const write = valueSchemaWriter(dialect)
  const entries = settings.map((setting): [string, JsonSchema] => {
    const { key, prose, example } = setting
    const { title, description } = prose[options.language]
    const schema = withoutUndefined({
      title,
      description: description === '' ? undefined : description,
      ...(write(key.value) as object),
      default: key.default,
      examples: example === undefined ? undefined : [example],
      // Draft 7 does not know this keyword.
      deprecated: dialect === '2020-12' && isDeprecated(setting) ? true : undefined,
    })
    return [key.name, adapt(schema, setting)]
  })
  return Object.fromEntries(entries)
}

function isDeprecated({ key }: Setting): boolean {
  return key.availability.every(({ status }) => status !== 'enabled')
}

const LOOPBACK = '^[A-Za-z][A-Za-z0-9+.-]*://(?:localhost|127\\.[0-9.]+|\\[::1\\])(?:[:/?#]|$)'

/** From a server, the app takes no address of the device itself. */
function rejectLoopback(schema: JsonSchema, { key }: Setting): JsonSchema {
  return key.remotePolicy?.['rejectLoopback'] === true && typeof schema === 'object'
    ? { ...schema, not: { pattern: LOOPBACK } }
    : schema
}
