import type { Host } from '@cowork-mdm/machine'
import {
  compareVersions,
  latestSchema,
  loadPinnedSchema,
  pinnedVersions,
  schemaForApp,
  type SchemaDocument,
} from '@cowork-mdm/schema'
import type { InstalledApp } from './installed-app.js'

/** Which schema is used, and why it may not be the app's own; plain JSON. */
export interface SchemaChoice {
  /** `given` by the caller, read out of the `app`, `pinned` of a release, or the `latest` settings known. */
  from: 'given' | 'app' | 'pinned' | 'latest'
  /** The release that it describes; `unknown` where it does not say. */
  appVersion: string
  /** Why it may say other things than the app. */
  note?: string
}

/**
 * The schema of a release of the app: the pinned one of that very release, else the installed app's own, else the one that
 * comes nearest. Reading it out of an app takes about a second.
 */
export async function schemaOf(
  host: Host,
  { version, app }: { version: string; app: InstalledApp | undefined },
): Promise<{ document: SchemaDocument; choice: SchemaChoice }> {
  if (pinnedVersions().includes(version)) {
    return { document: await loadPinnedSchema(version), choice: { from: 'pinned', appVersion: version } }
  }
  const own = app?.archive === undefined ? undefined : await extractedFrom(host, app)
  if (own && 'keys' in own) return { document: own, choice: { from: 'app', appVersion: own.appVersion } }
  return await nearest(version, own?.reason)
}

async function extractedFrom(host: Host, app: InstalledApp): Promise<SchemaDocument | { reason: string }> {
  const { ExtractionError, extractSchema } = await import('@cowork-mdm/schema-extractor')
  try {
    return (await extractSchema(host.path(app.path))).document
  } catch (cause) {
    if (!(cause instanceof ExtractionError)) throw cause
    return { reason: `its own cannot be read (${cause.code})` }
  }
}

async function nearest(version: string, reason = 'its own is not at hand') {
  const newest = pinnedVersions().at(-1)!
  if (compareVersions(version, newest) > 0) {
    const document = await latestSchema()
    const { appVersion, supplement } = document
    const note = `Settings of ${version === '@next' ? 'the newest release' : version} as release ${appVersion} and documentation of ${supplement!.asOf} tell them: ${reason}.`
    return { document, choice: { from: 'latest', appVersion, note } as const }
  }
  const { document } = await schemaForApp(version)
  const note = `Settings of ${version} as release ${document.appVersion} tells them: ${reason}.`
  return { document, choice: { from: 'pinned', appVersion: document.appVersion, note } as const }
}
