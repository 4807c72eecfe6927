import type { Language, Platform, Scope, SettingKey, UriPolicy, ValueSchema } from '@cowork-mdm/schema'
import { en } from './en.js'
import type { PageWords } from './page-words.js'
import { zh } from './zh.js'

type Redaction = NonNullable<SettingKey['redaction']>
type Visibility = NonNullable<SettingKey['visibility']>

/** Everything that templates say beside the titles and descriptions of settings; a language that lacks a text does not compile. */
export interface Words {
  /** Language tag, `en-US`, as ADML folders are called. */
  tag: string

  // What a value must fulfil.
  between(minimum: number, maximum: number): string
  atLeast(minimum: number): string
  atMost(maximum: number): string
  moreThan(minimum: number): string
  lessThan(maximum: number): string
  multipleOf(number: number): string
  notEmpty: string
  longerThan(length: number): string
  shorterThan(length: number): string
  format(name: string): string
  pattern(source: string): string
  oneOf(values: readonly string[]): string
  atLeastItems(count: number): string
  atMostItems(count: number): string
  lenient: string
  headerForms: string
  members: string
  uriPolicy: Readonly<Record<UriPolicy, string>>
  defaultScheme: string
  path: Readonly<Record<NonNullable<ValueSchema['x-path']>, string>>

  // What is known of a setting.
  colon: string
  list(items: readonly string[]): string
  facts: Readonly<Record<FactName, string>>
  since(scope: string, version: string | undefined): string
  deprecated: string
  removed: string
  scopes: Readonly<Record<Scope, string>>
  platforms: Readonly<Record<Platform, string>>
  redaction: Readonly<Record<Redaction, string>>
  visibility: Readonly<Record<Visibility, string>>
  fromApp(version: string): string
  fromDocumentation(day: string): string
  confidence: { reported: string; uncertain: string }
  remoteOnly: string
  remoteDisabled: string
  needsConsent: string
  madeFrom(appVersion: string, asOf: string | undefined, sha256: string): string

  // Consoles.
  product: string
  about: string
  category(id: string | undefined): string
  supported(version: string | undefined): string
  enabledMeansTrue: string
  jsonText(longest: number): string
  jsonInOneLine: string
  moreInformation: string
  forms: { linuxFile: string; bootstrapResponse: string; expiresAt: string }

  page: PageWords
}

/** Facts of a setting, in the order in which they are told. */
export type FactName =
  | 'type'
  | 'rules'
  | 'availability'
  | 'platforms'
  | 'providers'
  | 'credentialKinds'
  | 'default'
  | 'displayDefault'
  | 'failClosed'
  | 'formerNames'
  | 'sensitive'
  | 'delivery'
  | 'visibility'
  | 'known'

export const WORDS: Readonly<Record<Language, Words>> = { en, zh }
