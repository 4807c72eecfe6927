import { pathsOf, inTurns, type Host } from '@cowork-mdm/machine'
import { checkNames } from './check-names.js'
import { plainFiles, type PlainTree } from './plain-files.js'
import type { Note, Tree, TreeLimits } from './tree.js'

const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\n'

/** How many files are written at the same time. */
const AT_ONCE = 8

export interface WrittenTree extends PlainTree {
  /** Files and folders on the machine, which are still to be flushed. */
  written: string[]
}

/**
 * Writes a tree into a new folder: files with the bytes that they have, readable by all, changeable by who writes; no links.
 * What is not written, or looks wrong, is noted.
 *
 * @throws CoworkError see `checkNames`, `plainFiles`
 */
export async function writeTree(host: Host, tree: Tree, folder: string, limits: TreeLimits): Promise<WrittenTree> {
  checkNames(tree.entries)
  const links = tree.entries.filter(({ type }) => type === 'link')
  const targets = new Map<string, string>()
  let index = 0
  for await (const bytes of tree.contents(links)) targets.set(links[index++]!.path, bytes.toString())
  const plain = plainFiles(tree.entries, targets, limits)
  const notes: Note[] = []
  const native = pathsOf(host.platform)
  const folders = new Set([folder])
  for (const { path } of plain.files) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      folders.add(native.join(folder, ...path.slice(0, at).split('/')))
    }
  }
  for (const each of [...folders].sort()) await host.makeFolder(each, { flush: false })
  const contents = tree.contents(plain.files.map(({ from }) => from))[Symbol.asyncIterator]()
  await inTurns(plain.files, AT_ONCE, async ({ path, from }) => {
    // Asked for in the order in which the files are taken.
    const bytes = (await contents.next()).value as Buffer
    if (bytes.length < 1024 && bytes.toString('latin1').startsWith(LFS_POINTER)) {
      notes.push({ code: 'lfs-pointer', path, message: 'It is a pointer of Git LFS, whose file is not fetched.' })
    }
    const place = native.join(folder, ...path.split('/'))
    await host.write(place, bytes, { mode: from.type === 'program' ? 0o755 : 0o644, flush: false })
  })
  const written = [...plain.files.map(({ path }) => native.join(folder, ...path.split('/'))), ...folders]
  notes.sort((left, right) => (left.path < right.path ? -1 : 1))
  return { ...plain, notes: [...plain.notes, ...notes], written }
}
