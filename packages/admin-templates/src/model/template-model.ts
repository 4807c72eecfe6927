import {
  describeSettings,
  LANGUAGES,
  SchemaError,
  type JsonValue,
  type Language,
  type Prose,
  type SchemaDocument,
  type SettingKey,
} from '@cowork-mdm/schema'
import { kindOf } from '../kinds/kind-of.js'
import type { ValueKind } from '../kinds/value-kind.js'
import { documentHash } from './document-hash.js'
import { fittingExample } from './fitting-example.js'
import { plainProse } from './printable.js'

/** A setting with everything that a template says about it. */
export interface Setting {
  key: SettingKey
  kind: ValueKind
  prose: Readonly<Record<Language, Prose>>
  /** A realistic decoded value; absent where none is known that the document's release takes. */
  example?: JsonValue
}

/** What every target is rendered from. */
export interface TemplateModel {
  appVersion: string
  /** Day of the documentation that the document was completed from. */
  asOf?: string
  /** SHA-256 of the document. */
  sha256: string
  /** Every setting of the document, sorted by name; a target takes those that are selected. */
  settings: readonly Setting[]
  document: SchemaDocument
}

/**
 * Prepares a document for every target: titles, descriptions and an example for each setting, in all languages.
 * @throws SchemaError `newer-format` for a document that a later cowork-mdm wrote
 */
export async function templateModel(document: SchemaDocument): Promise<TemplateModel> {
  checkFormat(document)
  const [sha256, ...described] = await Promise.all([
    documentHash(document),
    ...LANGUAGES.map((language) => describeSettings(document, language)),
  ])
  const settings = document.keys.map((key, index): Setting => {
    const keys = described.map(({ keys }) => keys[index]!)
    const prose = Object.fromEntries(LANGUAGES.map((language, at) => [language, plainProse(keys[at]!)]))
    const example = fittingExample(keys[0]!)
    return {
      key,
      kind: kindOf(key.value),
      prose: prose as Record<Language, Prose>,
      ...(example === undefined ? {} : { example }),
    }
  })
  settings.sort((left, right) => (left.key.name < right.key.name ? -1 : 1))
  const { appVersion, supplement } = document
  return { appVersion, ...(supplement ? { asOf: supplement.asOf } : {}), sha256, settings, document }
}

function checkFormat({ formatVersion }: { formatVersion: unknown }): void {
  if (formatVersion === 1) return
  throw new SchemaError(
    'newer-format',
    `Expected a schema document of format version 1, found version ${JSON.stringify(formatVersion)}.`,
    { hint: 'Update cowork-mdm: the document was written by a later one.' },
  )
}
