import type { Source } from '@cowork-mdm/marketplace'
import type { Outcome } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { renderTable } from '../output/table.js'
import { withStore, type StoreInput } from './open-store.js'
import { remarksNote } from './render-placement.js'

/** `marketplace list`: what the lock says. */
export async function listCommand(input: StoreInput): Promise<Outcome> {
  const result = await withStore(input, async (marketplaces) => await marketplaces.list())
  const { marketplaces, clones } = result
  return {
    json: result,
    text: (terminal) =>
      renderTable(
        [
          { title: 'Name', cells: marketplaces.map(({ name }) => plainText(name)), style: 'name' },
          { title: 'Installed', cells: marketplaces.map(({ revision }) => revision.slice(0, 12)) },
          { title: 'Pinned to', cells: marketplaces.map(({ source }) => pinOf(source)), least: 12, optional: 'extra' },
          { title: 'Plugins', cells: marketplaces.map(({ plugins }) => String(plugins.length)), align: 'right' },
          {
            title: 'Earlier',
            cells: marketplaces.map(({ earlier }) => String(earlier.length)),
            align: 'right',
            optional: 'extra',
          },
          { title: 'Source', cells: marketplaces.map(({ source }) => plainText(placeOf(source))), least: 16 },
        ],
        terminal,
      ),
    ...remarksNote(marketplaces.length === 0 ? [`There are no marketplaces in ${plainText(clones)}.`] : []),
  }
}

function pinOf(source: Source): string {
  switch (source.kind) {
    case 'git':
      return plainText(source.ref ?? 'its default branch')
    case 'archive':
      return source.sha256
    case 'folder':
      return ''
  }
}

function placeOf(source: Source): string {
  return source.kind === 'folder' ? source.path : source.url
}
