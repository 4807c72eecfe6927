import { loadPinnedSchema, pinnedVersions } from '@cowork-mdm/schema'
import type { Outcome } from '../outcome.js'
import { renderTable } from '../output/table.js'

/** `schema versions`: the releases whose schema comes with the tool, newest first. */
export async function versionsCommand(): Promise<Outcome> {
  const documents = await Promise.all(pinnedVersions().reverse().map(loadPinnedSchema))
  const versions = documents.map(({ appVersion, keys, extractedFrom }) => ({
    version: appVersion,
    keys: keys.length,
    shape: extractedFrom?.shape,
  }))
  return {
    json: { versions },
    text: (terminal) =>
      renderTable(
        [
          { title: 'Version', cells: versions.map(({ version }) => version), style: 'name' },
          { title: 'Settings', cells: versions.map(({ keys }) => String(keys)), align: 'right' },
          { title: 'Shape', cells: versions.map(({ shape }) => shape ?? '') },
        ],
        terminal,
      ),
  }
}
