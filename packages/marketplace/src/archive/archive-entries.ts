import { CoworkError, windowsNameProblem } from '@cowork-mdm/machine'

/** What an archive holds, in memory: folders only as part of paths. */
export interface ArchiveEntry {
  /** With `/`, from the top of the archive. */
  path: string
  type: 'file' | 'program' | 'link'
  /** Of a link, what it says. */
  bytes: Buffer
}

export interface ArchiveLimits {
  /** Files, folders and links together. */
  maxEntries: number
  /** Of all files together, unpacked. */
  maxBytes: number
  /** How many times larger than the archive its content may be, once that is more than a megabyte. */
  maxRatio: number
}

/** Entries and bytes as Claude Code allows them for an archive; text seldom shrinks to a twentieth. */
export const ARCHIVE_LIMITS: ArchiveLimits = { maxEntries: 20_000, maxBytes: 256 * 1024 * 1024, maxRatio: 200 }

const ALWAYS_FINE = 1024 * 1024

/**
 * Takes the entries of an archive one by one and refuses what could do harm wherever it is unpacked: names that lead out,
 * that some platform cannot have or takes for another one, links that lead out, and too much of anything.
 */
export class ArchiveEntries {
  private readonly entries: ArchiveEntry[] = []
  /** Everything that has a name, folders on the way as well, as it was spelled first. */
  private readonly names = new Map<string, { path: string; kind: 'folder' | 'file' }>()
  private seen = 0
  private bytes = 0

  constructor(
    private readonly archiveBytes: number,
    private readonly limits: ArchiveLimits,
  ) {}

  /** Before anything of an entry is unpacked. `size` is what the archive says. */
  announce(size: number): void {
    const { maxEntries, maxBytes, maxRatio } = this.limits
    if ((this.seen += 1) > maxEntries) throw badArchive(`at most ${maxEntries} files and folders`, 'more')
    this.bytes += size
    if (this.bytes > maxBytes) throw badArchive(`at most ${maxBytes} bytes when unpacked`, 'more')
    if (this.bytes > ALWAYS_FINE && this.bytes > maxRatio * this.archiveBytes)
      throw badArchive(`content at most ${maxRatio} times as large as the archive`, 'more: it may be a bomb')
  }

  folder(name: string): void {
    const path = checkedPath(name)
    if (path !== '') this.take(path, 'folder')
  }

  file(name: string, bytes: Buffer, executable: boolean): void {
    this.add(name, { type: executable ? 'program' : 'file', bytes })
  }

  link(name: string, target: Buffer): void {
    const path = checkedPath(name)
    checkTarget(path, target.toString())
    this.add(name, { type: 'link', bytes: target })
  }

  /** All of it, without the single folder at the top that GitHub and others pack around everything. */
  result(): ArchiveEntry[] {
    const { entries } = this
    if (entries.length === 0) throw badArchive('files', 'none')
    const top = entries[0]!.path.split('/')[0]!
    const wrapped = !OWN_FOLDERS.has(top) && entries.every(({ path }) => path.startsWith(`${top}/`))
    if (!wrapped) return entries
    return entries.map((entry) => {
      const path = entry.path.slice(top.length + 1)
      if (entry.type === 'link') checkTarget(path, entry.bytes.toString())
      return { ...entry, path }
    })
  }

  private add(name: string, entry: Omit<ArchiveEntry, 'path'>): void {
    const path = checkedPath(name)
    if (path === '') throw badArchive('files with names', 'one without')
    this.take(path, 'file')
    this.entries.push({ path, ...entry })
  }

  private take(path: string, kind: 'folder' | 'file'): void {
    const parts = path.split('/')
    for (let count = 1; count <= parts.length; count += 1) {
      const place = parts.slice(0, count).join('/')
      const own = count === parts.length ? kind : 'folder'
      // Windows and macOS ignore case; macOS also how letters are composed.
      const key = place.normalize('NFC').toLowerCase()
      const other = this.names.get(key)
      if (!other) this.names.set(key, { path: place, kind: own })
      else if (other.path !== place)
        throw badArchive('names that differ on every platform', `${shown(other.path)} and ${shown(place)}`)
      else if (other.kind !== own || own === 'file') throw badArchive('each name once', `${shown(place)} again`)
    }
  }
}

/** These at the top mean that the archive itself is the marketplace or the plugin. */
const OWN_FOLDERS: ReadonlySet<string> = new Set([
  '.claude-plugin',
  'plugins',
  'external_plugins',
  'skills',
  'commands',
  'agents',
  'hooks',
])

/** @throws CoworkError `bad-archive` */
export function badArchive(expected: string, found: string, cause?: unknown): CoworkError {
  return new CoworkError('bad-archive', `Expected an archive with ${expected}, found ${found}.`, {
    hint: 'Nothing was unpacked. Ask whoever made the archive for another one.',
    cause,
  })
}

/** The path without `./` at the front and `/` at the end; empty for the top itself. */
function checkedPath(name: string): string {
  const path = name.replace(/^(?:\.\/)+/, '').replace(/\/$/, '')
  if (path === '' || path === '.') return ''
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path))
    throw badArchive('names from its own top', `the absolute name ${shown(name)}`)
  const parts = path.split('/')
  if (parts.includes('..')) throw badArchive('names that stay inside', shown(name))
  for (const part of parts) {
    const problem = part === '' || part === '.' ? 'a part without a name' : windowsNameProblem(part)
    if (problem) throw badArchive('names that every platform can have', `${shown(name)}, which has ${problem}`)
  }
  return path
}

/** A link may go up as far as the top of the archive. */
function checkTarget(path: string, target: string): void {
  let depth = path.split('/').length - 1
  const parts = target.split('/')
  const leaves = parts.some((part) => {
    if (part === '..') depth -= 1
    else if (part !== '' && part !== '.') depth += 1
    return depth < 0
  })
  if (target === '' || leaves || /^\/|^[A-Za-z]:|[\\\0]/.test(target))
    throw badArchive('links that stay inside', `${shown(path)}, which leads to ${shown(target)}`)
}

function shown(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}
