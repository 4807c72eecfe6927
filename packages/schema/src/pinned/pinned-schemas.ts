import { applySupplement } from '../apply-supplement.js'
import type { SchemaDocument } from '../schema-document.js'
import type { Supplement } from '../supplement.js'
import { pinnedCatalog, type SchemaForApp } from './pinned-catalog.js'
import { PINNED_VERSIONS, SUPPLEMENT_DATE } from './pinned-versions.js'

// Bundlers turn a template that begins with a fixed folder into one chunk a file, so that only what is asked for is loaded.
// The documents are trusted: a test validates each against the document schema.
const catalog = pinnedCatalog(PINNED_VERSIONS, async (version) => {
  const module = (await import(`../../pinned/${version}.json`, { with: { type: 'json' } })) as {
    default: SchemaDocument
  }
  return module.default
})

/** The versions of the app whose schemas come with this package, oldest first. */
export function pinnedVersions(): string[] {
  return catalog.versions()
}

/**
 * The schema of one pinned release. It is shared by all callers: do not change it.
 * @throws SchemaError `unknown-version`, with the nearest pinned version as its hint
 */
export function loadPinnedSchema(version: string): Promise<SchemaDocument> {
  return catalog.load(version)
}

/**
 * The pinned schema for an app: of its own release, else of the newest release before it.
 * @throws SchemaError `bad-version` where `version` is none
 */
export function schemaForApp(version: string): Promise<SchemaForApp> {
  return catalog.forApp(version)
}

let latest: Promise<SchemaDocument> | undefined

/** All settings known today: the newest pinned release and what documentation knows of later ones. Shared: do not change it. */
export function latestSchema(): Promise<SchemaDocument> {
  return (latest ??= assembleLatest())
}

async function assembleLatest(): Promise<SchemaDocument> {
  const [document, supplement] = await Promise.all([
    catalog.load(catalog.versions().at(-1)!),
    import(`../../supplement/${SUPPLEMENT_DATE}.json`, { with: { type: 'json' } }) as Promise<{ default: Supplement }>,
  ])
  return applySupplement(document, supplement.default)
}
