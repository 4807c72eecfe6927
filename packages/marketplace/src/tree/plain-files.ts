import { CoworkError } from '@cowork-mdm/machine'
import type { Note, TreeEntry, TreeLimits } from './tree.js'

/** A file to be written. */
export interface PlainFile {
  path: string
  /** Where its bytes come from; a link's file has those of what it leads to. */
  from: TreeEntry
}

export interface PlainTree {
  files: PlainFile[]
  /** Where links lead, both from the top: for the check that they stay inside their plugin. */
  links: { path: string; to: string }[]
  notes: Note[]
}

const MAX_LINKS = 40

/**
 * Replaces links by what they lead to, so that a copy needs none and is the same on every platform. `targets` tells what links
 * say. Submodules are left out, and links that lead nowhere; both are noted.
 *
 * @throws CoworkError `link-escapes`, `links-in-circle`, `too-large`, `unusual-file`
 */
export function plainFiles(
  entries: readonly TreeEntry[],
  targets: ReadonlyMap<string, string>,
  { maxFiles, maxBytes }: TreeLimits,
): PlainTree {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const inside = childrenOf(entries)
  const files: PlainFile[] = []
  const links: PlainTree['links'] = []
  const notes: Note[] = []
  let bytes = 0
  visitFolder('', '', [])
  return { files, links, notes }

  function visitFolder(folder: string, as: string, above: readonly string[]): void {
    for (const name of inside.get(folder) ?? []) visit(join(folder, name), join(as, name), above)
  }

  function visit(path: string, as: string, above: readonly string[]): void {
    const entry = byPath.get(path)
    if (entry === undefined) return visitFolder(path, as, above)
    // What is left out counts too: a few links can lead to it a million times.
    if (files.length + notes.length === maxFiles) throw tooLarge(`${maxFiles} files`)
    switch (entry.type) {
      case 'submodule':
        notes.push({ code: 'submodule-skipped', path: as, message: 'It is a submodule, which is not followed.' })
        return
      case 'other':
        throw new CoworkError(
          'unusual-file',
          `Expected files, folders and links, found ${path}, which is none of them.`,
          {
            hint: 'Remove it from the marketplace.',
          },
        )
      case 'link':
        return visitLink(path, as, above)
      default:
        bytes += entry.size
        files.push({ path: as, from: entry })
        if (bytes > maxBytes) throw tooLarge(`${maxBytes} bytes`)
    }
  }

  function visitLink(path: string, as: string, above: readonly string[]): void {
    const to = resolve(path)
    if (to === undefined) {
      notes.push({ code: 'link-dangling', path: as, message: 'It is a link that leads nowhere; it was left out.' })
      return
    }
    links.push({ path, to })
    if (above.includes(to) || to === '' || `${path}/`.startsWith(`${to}/`)) throw loops(path)
    visit(to, as, [...above, to])
  }

  /** Where a link leads, with no link on the way; nothing where there is nothing. */
  function resolve(link: string): string | undefined {
    const pending = [...namesOf(link, targets.get(link)!)]
    let at = folderOf(link)
    let followed = 0
    for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
      if (name === '..') {
        if (at === '') throw escapes(link, targets.get(link)!)
        at = folderOf(at)
        continue
      }
      const next = join(at, name)
      const entry = byPath.get(next)
      if (entry?.type === 'link') {
        if ((followed += 1) > MAX_LINKS) throw loops(link)
        pending.unshift(...namesOf(link, targets.get(next)!))
      } else if (entry !== undefined || inside.has(next)) at = next
      else return undefined
    }
    return at
  }
}

/** Paths of files that can be run. */
export function programsOf(files: readonly PlainFile[]): string[] {
  return files.filter(({ from }) => from.type === 'program').map(({ path }) => path)
}

/** @throws CoworkError `link-escapes`: a link of a plugin leads out of it */
export function checkPluginLinks(plugin: string, { links }: PlainTree): void {
  const isInside = (path: string) => plugin === '.' || path.startsWith(`${plugin}/`)
  const outside = links.find(({ path, to }) => isInside(path) && !isInside(to) && to !== plugin)
  if (outside) throw escapes(outside.path, outside.to)
}

/** What is directly in each folder. */
function childrenOf(entries: readonly TreeEntry[]): Map<string, Set<string>> {
  const inside = new Map<string, Set<string>>([['', new Set()]])
  for (const { path } of entries) {
    const names = path.split('/')
    names.forEach((name, index) => {
      const folder = names.slice(0, index).join('/')
      const known = inside.get(folder)
      if (known) known.add(name)
      else inside.set(folder, new Set([name]))
    })
  }
  return inside
}

function namesOf(link: string, target: string): string[] {
  if (target === '' || target.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(target)) throw escapes(link, target)
  return target.split('/').filter((name) => name !== '' && name !== '.')
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function escapes(link: string, target: string): CoworkError {
  const message = `Expected links that stay inside their plugin, found ${JSON.stringify(link)}, which leads to ${JSON.stringify(target)}.`
  return new CoworkError('link-escapes', message, { hint: 'Put the file in its place in the marketplace.' })
}

function loops(link: string): CoworkError {
  return new CoworkError(
    'links-in-circle',
    `Expected links that lead to files, found ${JSON.stringify(link)}, which leads in a circle.`,
    {
      hint: 'Remove it from the marketplace.',
    },
  )
}

function tooLarge(limit: string): CoworkError {
  return new CoworkError('too-large', `Expected a marketplace of at most ${limit}, found more.`, {
    hint: 'Check that it is the right one; keep large files out of it.',
  })
}
