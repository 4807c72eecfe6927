import { latestSchema, loadPinnedSchema, pinnedVersions, type SchemaDocument } from '@cowork-mdm/schema'
import type { RunContext } from '../outcome.js'

/**
 * The schema that a REF of the command line stands for: a pinned version, a document in a JSON file, or an app to extract
 * from; without a REF, all settings known today.
 */
export async function openSchema(ref: string | undefined, context: RunContext): Promise<SchemaDocument> {
  if (ref === undefined) return latestSchema()
  if (pinnedVersions().includes(ref)) return loadPinnedSchema(ref)
  const { openSchemaAt } = await import('./open-schema-at.js')
  return openSchemaAt(ref, context)
}
