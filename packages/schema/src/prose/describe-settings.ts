import type { JsonValue, SchemaDocument, SettingKey } from '../schema-document.js'
import { type Catalogue, type Language, loadCatalogue, loadExamples } from './catalogue.js'

/**
 * A document with a title, a description and an example for every setting that we know. In English a document's own words,
 * which are the release's, win over ours.
 */
export async function describeSettings(document: SchemaDocument, language: Language): Promise<SchemaDocument> {
  const [catalogue, examples] = await Promise.all([loadCatalogue(language), loadExamples()])
  return { ...document, keys: document.keys.map((key) => described(key, catalogue, examples, language === 'en')) }
}

function described(
  key: SettingKey,
  catalogue: Catalogue,
  examples: Readonly<Record<string, JsonValue>>,
  ownWins: boolean,
): SettingKey {
  if (!Object.hasOwn(catalogue, key.name)) return key
  const { title, description } = catalogue[key.name]!
  const prose = { title, description, example: examples[key.name]! }
  return ownWins ? { ...prose, ...key } : { ...key, ...prose }
}
