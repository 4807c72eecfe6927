import { createHash } from 'node:crypto'
import { pathsOf, type Host } from '@cowork-mdm/machine'
import { walkTree, type TreeEntry } from './walk-tree.js'

/** Tells the app that content is new; this tool writes it, so that it says nothing of the content. */
export const VERSION_FILE = 'version.json'

export interface ContentHashOptions {
  /**
   * Which files can be run, by their path, where the file system does not know: on Windows. What a commit or an archive
   * says, so that the hash is the same everywhere.
   */
  executables?: ReadonlySet<string> | undefined
}

/**
 * Sha256, in hexadecimal digits, of the files and links in a folder: their paths, whether files can be run, bytes, and
 * what links say. It does not depend on the platform, on times and owners, or on the order in which things were made.
 * Folders count by what is in them; `version.json` at the top is left out, as this tool writes it.
 *
 * @throws CoworkError `too-large`
 */
export async function contentHash(host: Host, folder: string, options: ContentHashOptions = {}): Promise<string> {
  return await hashEntries(host, folder, await walkTree(host, folder), options)
}

/** As `contentHash`, of what was found already. */
export async function hashEntries(
  host: Host,
  folder: string,
  entries: readonly TreeEntry[],
  { executables }: ContentHashOptions = {},
): Promise<string> {
  const native = pathsOf(host.platform)
  const lines: string[] = []
  for (const { path, type, size, executable, target } of entries) {
    if (path === VERSION_FILE) continue
    // Some file systems of Macs take letters apart that others keep as they are.
    const name = path.normalize('NFC')
    if (type === 'link') lines.push(line([name, 'link', target!.split(native.sep).join('/')]))
    else if (type === 'file') {
      const bytes = await host.read(native.join(folder, ...path.split('/')), { maxBytes: size })
      const kind = (executables?.has(path) ?? executable) ? 'program' : 'file'
      lines.push(line([name, kind, createHash('sha256').update(bytes).digest('hex')]))
    } else lines.push(line([name, 'other']))
  }
  return createHash('sha256').update(lines.sort().join('')).digest('hex')
}

/** JSON, so that no name can pretend to be two fields. */
function line(fields: string[]): string {
  return `${JSON.stringify(fields)}\n`
}
