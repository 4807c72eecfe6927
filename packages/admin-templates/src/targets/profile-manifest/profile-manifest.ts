import {
  isPayloadName,
  PREFERENCE_DOMAIN,
  providerRules,
  settingRedactions,
  type JsonValue,
  type Language,
} from '@cowork-mdm/schema'
import { build, type PlistValue } from 'plist'
import { defined } from '../../kinds/bounds.js'
import { firstRelease } from '../../model/first-release.js'
import { availabilityIn } from '../../model/selection.js'
import { providerSelector } from '../../model/provider-selector.js'
import { printable } from '../../model/printable.js'
import type { Setting } from '../../model/template-model.js'
import { factsOf } from '../../reference/facts.js'
import { storedText } from '../../reference/stored-value.js'
import { WORDS } from '../../words/words.js'
import { consoleSelection } from '../console-selection.js'
import { APP_URL, DOCUMENTATION_URL } from '../names.js'
import { omitsUnprintable } from '../omits.js'
import type { RenderInput, Target } from '../target.js'
import { PAYLOAD_SUBKEYS } from './payload-subkeys.js'

/** Where a document has no date of its own: the first moment that property lists count from. */
const NO_DATE = '2001-01-01'

/**
 * A manifest as the ProfileManifests project has them, for iMazing Profile Editor and ProfileCreator. Sorted keys and tabs,
 * as the project formats its files. The date that the format demands is that of the document's documentation.
 */
export const profileManifest: Target = {
  selection: consoleSelection('darwin'),
  omits: (setting) => omitsUnprintable(setting) ?? (isPayloadName(setting.key.name) ? 'payload-name' : undefined),
  files(input) {
    const { settings, model, options } = input
    const words = WORDS[options.language]
    const context = {
      ...input,
      provider: providerSelector(settings),
      secrets: settingRedactions(model.document),
    }
    const manifest = {
      pfm_app_url: APP_URL,
      pfm_description: `${words.about} ${words.madeFrom(model.appVersion, model.asOf, model.sha256)}`,
      pfm_documentation_url: DOCUMENTATION_URL,
      pfm_domain: PREFERENCE_DOMAIN,
      pfm_format_version: 1,
      pfm_interaction: 'combined',
      pfm_last_modified: new Date(`${model.asOf ?? NO_DATE}T00:00:00Z`),
      pfm_platforms: ['macOS'],
      pfm_subkeys: [...PAYLOAD_SUBKEYS, ...settings.map((setting) => sorted(subkey(setting, context)))],
      pfm_targets: ['system', 'user'],
      pfm_title: words.product,
      pfm_unique: true,
      pfm_version: options.manifestVersion,
    }
    const text = build(printableParts(manifest) as PlistValue, { indent: '\t', offset: -1 })
    return [{ path: `${PREFERENCE_DOMAIN}.plist`, text: `${text}\n` }]
  },
}

interface Context extends RenderInput {
  /** The setting that chooses the provider, where it is selected. */
  provider: Setting | undefined
  secrets: ReturnType<typeof settingRedactions>
}

function subkey(setting: Setting, context: Context): Record<string, unknown> {
  const { key, kind, prose } = setting
  const { language } = context.options
  const facts = kind.profileManifest(key.value)
  return defined({
    pfm_name: key.name,
    pfm_title: prose[language].title,
    pfm_description: describe(setting, language),
    pfm_note: note(setting, context),
    pfm_type: facts.type,
    pfm_default: storedDefault(setting),
    pfm_range_list: facts.range_list,
    pfm_range_min: facts.range_min,
    pfm_range_max: facts.range_max,
    pfm_format: facts.format,
    pfm_value_placeholder: placeholder(setting),
    pfm_sensitive: isSecret(setting, context) ? true : undefined,
    pfm_app_min: appVersion(firstRelease(availabilityIn(key, context.selection))),
    pfm_app_deprecated: appVersion(firstRelease(key.availability.filter(({ status }) => status === 'deprecated'))),
    pfm_exclude: exclusions(setting, context),
    pfm_conditionals: requirements(setting, context),
  })
}

function describe({ key, kind, prose }: Setting, language: Language): string {
  const words = WORDS[language]
  const { title, description } = prose[language]
  const rules = kind.rules(key.value, words)
  const parts = [description || title, kind.stored === 'json' ? words.jsonInOneLine : '']
  if (rules.length > 0) parts.push(`${words.facts.rules}${words.colon}${words.list(rules)}.`)
  return parts.filter((part) => part !== '').join(' ')
}

/** The example, where it is JSON and so too long for the grey text in an empty field, and what else is known. */
function note(setting: Setting, { model, options }: Context): string {
  const words = WORDS[options.language]
  const { example, kind } = setting
  const facts = factsOf(setting, model, words)
    .filter(({ name }) => name !== 'rules')
    .map(({ label, values }) => `${label}${words.colon}${words.list(values)}`)
  if (example !== undefined && kind.stored === 'json') {
    facts.unshift(`${words.page.example}${words.colon}${storedText(example)}`)
  }
  return facts.join('\n')
}

/** The default as preferences hold it. */
function storedDefault({ key, kind }: Setting): boolean | number | string | undefined {
  const value: JsonValue | undefined = key.default
  if (value === undefined || value === null) return undefined
  return kind.stored === 'json' ? storedText(value) : (value as boolean | number | string)
}

function placeholder({ example, kind }: Setting): string | number | undefined {
  if (example === undefined || kind.stored === 'boolean' || kind.stored === 'json') return undefined
  return kind.stored === 'text' ? storedText(example) : (example as number)
}

/** Masked in editors: a secret in a text field. Where the app does not say how it redacts, the name decides. */
function isSecret({ key, kind }: Setting, { secrets }: Context): boolean {
  const dropped = key.redaction === undefined || key.redaction === 'drop'
  return kind.stored === 'text' && dropped && secrets.get(key.name) === 'hide'
}

/** The format knows numbered versions only. */
function appVersion(version: string | undefined): string | undefined {
  return version?.startsWith('@') ? undefined : version
}

interface Condition {
  pfm_require?: string
  pfm_target_conditions: Record<string, unknown>[]
}

/** Hidden while the provider is none of the setting's. */
function exclusions({ key }: Setting, { provider }: Context): Condition[] | undefined {
  if (!provider || !key.providers) return undefined
  return [{ pfm_target_conditions: [{ pfm_n_range_list: key.providers, pfm_target: provider.key.name }] }]
}

/** Required with the providers that cannot do without it. */
function requirements({ key }: Setting, { provider }: Context): Condition[] | undefined {
  const offered = (provider?.key.value.enum ?? []).filter((name) => typeof name === 'string')
  const demanding = offered.filter((name) => providerRules(name)?.required.includes(key.name))
  if (!provider || demanding.length === 0) return undefined
  return [
    {
      pfm_require: 'always',
      pfm_target_conditions: [{ pfm_range_list: demanding, pfm_target: provider.key.name }],
    },
  ]
}

/** Characters that XML cannot hold are left out: only prose has any. */
function printableParts(value: unknown): unknown {
  if (typeof value === 'string') return printable(value)
  if (Array.isArray(value)) return value.map(printableParts)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, printableParts(part)]))
}

function sorted(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).sort(([left], [right]) => (left < right ? -1 : 1)))
}
