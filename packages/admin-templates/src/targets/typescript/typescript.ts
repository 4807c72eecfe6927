import type { ValueSchema } from '@cowork-mdm/schema'
import { kindOf } from '../../kinds/kind-of.js'
import type { Setting } from '../../model/template-model.js'
import { factsOf } from '../../reference/facts.js'
import { WORDS } from '../../words/words.js'
import { omitsNoValue } from '../omits.js'
import type { RenderInput, Target } from '../target.js'
import { indented, propertyName, type InnerType } from './type-text.js'

/** A declaration of all settings, for programs that write or read them. */
export const typescript: Target = {
  selection: { statuses: ['enabled', 'deprecated'], undocumented: true, remoteOnly: true },
  omits: omitsNoValue,
  files(input) {
    const { settings, model, options } = input
    const words = WORDS[options.language]
    const members = settings.map(
      (setting) =>
        `  ${indented(docComment(setting, input))}\n  ${propertyName(setting.key.name)}?: ${indented(typeOf(setting.key.value))}\n`,
    )
    const head = comment([words.about, words.madeFrom(model.appVersion, model.asOf, model.sha256)])
    const text = `${head}\nexport interface ClaudeDesktopSettings {\n${members.join('\n')}}\n`
    return [{ path: 'claude-desktop-settings.d.ts', text }]
  },
}

/** The type of a value; `exact` for compilers, else shorter, for people. */
export function typeOf(schema: ValueSchema, { exact = true } = {}): string {
  const write: InnerType = Object.assign((part: ValueSchema) => kindOf(part).typescript(part, write), { exact })
  return write(schema)
}

function docComment(setting: Setting, { model, options }: RenderInput): string {
  const words = WORDS[options.language]
  const { prose, example, key } = setting
  const { title, description } = prose[options.language]
  const facts = factsOf(setting, model, words)
    .filter(({ name }) => name !== 'type' && name !== 'default')
    .map(({ label, values }) => `- ${label}${words.colon}${words.list(values)}`)
  return comment([
    // A setting without prose is called by its name, which stands right below.
    title === key.name ? '' : title,
    description,
    facts.join('\n'),
    [
      ...(key.default === undefined ? [] : [`@default ${JSON.stringify(key.default)}`]),
      ...(example === undefined ? [] : [`@example ${JSON.stringify(example)}`]),
      ...(key.availability.every(({ status }) => status !== 'enabled') ? ['@deprecated'] : []),
    ].join('\n'),
  ])
}

/** Paragraphs as a comment; what would end it is taken apart. */
function comment(paragraphs: readonly string[]): string {
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')
  const lines = text.replaceAll('*/', '*\\/').split(/\r\n|[\r\n\u2028\u2029]/)
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */`
}
