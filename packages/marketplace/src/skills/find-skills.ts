import { CoworkError, type Host } from '@cowork-mdm/machine'
import type { TreeReader } from '../plugin/tree-reader.js'
import { treeReader } from '../plugin/tree-reader.js'

export interface FoundSkills {
  tree: TreeReader
  /** Folders with a `SKILL.md`, from the top, with `/`, by name. */
  folders: string[]
  /** Folders beside them that have none. */
  passedOver: string[]
}

/**
 * Finds skills: folders at the top that hold a `SKILL.md`, else those in `skills/`.
 *
 * @throws CoworkError `not-a-folder`, `no-skills`
 */
export async function findSkills(host: Host, folder: string): Promise<FoundSkills> {
  if ((await host.stat(folder, { follow: true }))?.type !== 'folder')
    throw new CoworkError('not-a-folder', `Expected a folder of skills, found none at ${folder}.`, {
      hint: 'Check the path.',
    })
  const tree = await treeReader(host, folder)
  for (const parent of ['.', 'skills']) {
    const [folders, passedOver] = await skillsIn(tree, parent)
    if (folders.length > 0) return { tree, folders, passedOver }
  }
  const single = (await tree.sizeOf('SKILL.md')) !== undefined
  throw new CoworkError(
    'no-skills',
    `Expected folders with a SKILL.md in ${folder} or in its folder skills, found none.`,
    {
      hint: single
        ? 'The folder is a skill itself: name the folder that it lies in.'
        : 'Each skill is a folder of its own: release-notes/SKILL.md.',
    },
  )
}

async function skillsIn(tree: TreeReader, parent: string): Promise<[folders: string[], others: string[]]> {
  const folders: string[] = []
  const others: string[] = []
  for (const { name, type } of (await tree.list(parent)) ?? []) {
    if (name.startsWith('.') || name === 'skills' || (type !== 'folder' && type !== 'link')) continue
    const path = parent === '.' ? name : `${parent}/${name}`
    if ((await tree.sizeOf(`${path}/SKILL.md`)) !== undefined) folders.push(path)
    else if (await tree.list(path)) others.push(path)
    else if (type === 'link' && (await tree.resolve(path)) === undefined) throw escapes(path)
  }
  return [folders, others]
}

function escapes(path: string): CoworkError {
  return new CoworkError(
    'link-escapes',
    `Expected a folder in the folder of skills, found ${path}, a link that leads out or nowhere.`,
    {
      hint: 'Put the skill itself in its place.',
    },
  )
}
