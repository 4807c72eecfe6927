import { createHash } from 'node:crypto'
import { CoworkError, pathsOf, type Host } from '@cowork-mdm/machine'
import type { Tree, TreeEntry, TreeLimits } from './tree.js'

/** What stands in a name for bytes that are no UTF-8; the file is not found by it. */
const UNDECODABLE = '\uFFFD'

/**
 * The files of a folder of the machine. A `.git` at its top is passed over, as it is not the marketplace's.
 *
 * @throws CoworkError `not-a-folder`, `bad-file-name`, `too-large`, and what the host throws
 */
export async function readFolder(host: Host, folder: string, limits: TreeLimits): Promise<Tree> {
  const native = pathsOf(host.platform)
  if ((await host.stat(folder, { follow: true }))?.type !== 'folder') {
    throw new CoworkError('not-a-folder', `Expected a folder that holds a marketplace, found none at ${folder}.`, {
      hint: 'Check the path.',
    })
  }
  const entries: TreeEntry[] = []
  await visit(folder, '')
  return { entries, contents }

  async function visit(at: string, prefix: string): Promise<void> {
    for (const { name } of await host.list(at)) {
      if (prefix === '' && name === '.git') continue
      if (name.includes(UNDECODABLE)) throw badName(at, name)
      const id = native.join(at, name)
      const facts = await host.stat(id)
      if (facts?.type === 'folder') await visit(id, `${prefix}${name}/`)
      else if (facts) {
        const type = facts.type === 'file' ? ((facts.mode ?? 0) & 0o100 ? 'program' : 'file') : facts.type
        entries.push({ path: prefix + name, type, id, size: facts.size })
        if (entries.length > limits.maxFiles) throw tooLarge(folder, `${limits.maxFiles} files`)
      }
    }
  }

  async function* contents(wanted: readonly TreeEntry[]): AsyncGenerator<Buffer> {
    for (const { id, type, size } of wanted) {
      if (type === 'link') yield Buffer.from((await host.stat(id))?.target ?? '')
      else if (size > limits.maxBytes) throw tooLarge(folder, `${limits.maxBytes} bytes`)
      else yield await host.read(id, { maxBytes: Math.max(size, 1) })
    }
  }
}

/** A digest of all that is in a tree: two trees with the same one are the same. */
export async function digestOfTree(tree: Tree): Promise<string> {
  const entries = tree.entries.filter(({ type }) => type !== 'submodule' && type !== 'other')
  const lines: string[] = []
  let index = 0
  for await (const bytes of tree.contents(entries)) {
    const { path, type } = entries[index++]!
    lines.push(JSON.stringify([path, type, createHash('sha256').update(bytes).digest('hex')]))
  }
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}

function badName(folder: string, name: string): CoworkError {
  return new CoworkError('bad-file-name', `Expected names in UTF-8 in ${folder}, found ${JSON.stringify(name)}.`, {
    hint: 'Rename the file; the bad characters stand as question marks here.',
  })
}

function tooLarge(folder: string, limit: string): CoworkError {
  return new CoworkError('too-large', `Expected at most ${limit} in ${folder}, found more.`, {
    hint: 'Check that it is the right folder.',
  })
}
