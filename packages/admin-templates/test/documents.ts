import { latestSchema, loadPinnedSchema, pinnedVersions, type SchemaDocument } from '@cowork-mdm/schema'

/** Every document that comes with the tool, for `test.each`. */
export const documents: [name: string, load: () => Promise<SchemaDocument>][] = [
  ...pinnedVersions().map((version): [string, () => Promise<SchemaDocument>] => [
    version,
    () => loadPinnedSchema(version),
  ]),
  ['latest', latestSchema],
]
