import { compareVersions } from '../compare-versions.js'
import { nearestName } from '../nearest-name.js'
import type { SchemaDocument } from '../schema-document.js'
import { SchemaError } from '../schema-error.js'

/** Documents by version; each is loaded when it is first asked for. */
export interface PinnedCatalog {
  versions(): string[]
  load(version: string): Promise<SchemaDocument>
  forApp(version: string): Promise<SchemaForApp>
}

export interface SchemaForApp {
  document: SchemaDocument
  /**
   * How the document relates to the app asked for: of that very release, of an older one (newer settings may be missing), or
   * of a newer one (it may name settings the app does not know yet; only where nothing older is pinned).
   */
  match: 'exact' | 'older-document' | 'newer-document'
}

/** A catalogue of the given versions, whose documents `read` loads. */
export function pinnedCatalog(
  versions: readonly string[],
  read: (version: string) => Promise<SchemaDocument>,
): PinnedCatalog {
  const sorted = [...versions].sort(compareVersions)
  return {
    versions: () => [...sorted],
    async load(version) {
      const known = sorted.find((candidate) => candidate === version)
      if (known === undefined) throw unknownVersion(version, sorted)
      return read(known)
    },
    async forApp(version) {
      const older = sorted.filter((candidate) => compareVersions(candidate, version) <= 0)
      const chosen = older.at(-1) ?? sorted[0]
      if (chosen === undefined) throw unknownVersion(version, sorted)
      const order = compareVersions(chosen, version)
      return {
        document: await read(chosen),
        match: order === 0 ? 'exact' : order < 0 ? 'older-document' : 'newer-document',
      }
    },
  }
}

function unknownVersion(version: string, known: readonly string[]): SchemaError {
  const nearest = nearestVersion(version, known)
  return new SchemaError(
    'unknown-version',
    `Expected one of the pinned versions (${known.join(', ') || 'there are none'}), found ${JSON.stringify(version)}.`,
    { hint: nearest === undefined ? 'Extract a schema from an installed app.' : `Did you mean ${nearest}?` },
  )
}

/** The version that looks most alike, else the newest that is not newer, else the oldest. */
function nearestVersion(version: string, known: readonly string[]): string | undefined {
  const alike = nearestName(version, known)
  if (alike !== undefined) return alike
  try {
    return known.filter((candidate) => compareVersions(candidate, version) < 0).at(-1) ?? known[0]
  } catch {
    return known.at(-1)
  }
}
