import { CoworkError, type FileType, type Host, type WalkedEntry } from '@cowork-mdm/machine'

/** Something in a folder that is no folder itself. */
export interface TreeEntry {
  /** From the folder, with `/`. */
  path: string
  type: Exclude<FileType, 'folder'>
  /** In bytes. */
  size: number
  executable: boolean
  /** What a link says. */
  target?: string
}

export interface TreeLimits {
  /** Files, folders and links together. */
  maxEntries: number
  /** Of all files together. */
  maxBytes: number
}

/** As much as Claude Code unpacks from one archive: 20,000 entries of 256 MiB. */
const TREE_LIMITS: TreeLimits = { maxEntries: 20_000, maxBytes: 256 * 1024 * 1024 }

/** Told of everything in a folder while it is gone through, folders included. */
export type OnEntry = (entry: WalkedEntry) => void

/**
 * All that is in a folder, links not followed.
 *
 * @throws CoworkError `too-large`
 */
export async function walkTree(
  host: Host,
  folder: string,
  { limits = TREE_LIMITS, onEntry }: { limits?: TreeLimits; onEntry?: OnEntry | undefined } = {},
): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = []
  let [seen, bytes] = [0, 0]
  await host.walk(folder, (entry) => {
    const { names, type, facts } = entry
    if ((seen += 1) > limits.maxEntries) throw tooLarge(`${limits.maxEntries} files and folders`)
    onEntry?.(entry)
    if (type === 'folder') return
    const { size = 0, mode = 0, target } = facts ?? {}
    if (type === 'file' && (bytes += size) > limits.maxBytes) throw tooLarge(`${limits.maxBytes} bytes`)
    const executable = (mode & 0o100) !== 0
    entries.push({ path: names.join('/'), type, size, executable, ...(target !== undefined && { target }) })
  })
  return entries

  function tooLarge(limit: string): CoworkError {
    return new CoworkError('too-large', `Expected at most ${limit} in ${folder}, found more.`, {
      hint: 'Leave out what the plugin does not need.',
    })
  }
}
