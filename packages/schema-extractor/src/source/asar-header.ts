import { ExtractionError } from '../errors.js'

/** Where an archive's file begins and how long it is; `unpacked` files lie in a folder beside the archive. */
export interface AsarEntry {
  path: string
  size: number
  /** Offset from the beginning of the archive; -1 for an unpacked file. */
  offset: number
}

/** Bounds of what is read as a header. */
export const ASAR_LIMITS = {
  headerBytes: 64 << 20,
  entries: 1_000_000,
  depth: 64,
} as const

function damaged(found: string): ExtractionError {
  return new ExtractionError('damaged-asar', `Expected a sound asar archive, found ${found}.`, {
    hint: 'Copy app.asar from an install of the app again and check that the copy is complete.',
  })
}

/**
 * Checks the sixteen bytes before an archive's header: two Pickle sizes that must agree with each other and with the file.
 * @returns length of the header's JSON in bytes, and where the files begin
 */
export function checkAsarPrefix(prefix: Buffer, archiveSize: number): { jsonLength: number; filesStart: number } {
  if (prefix.length < 16 || prefix.readUInt32LE(0) !== 4) {
    throw new ExtractionError('not-an-asar', 'Expected an asar archive, found a file that does not begin like one.', {
      hint: 'Give the app itself, its resources/app.asar, an unpacked folder or a .js file.',
    })
  }
  const headerSize = prefix.readUInt32LE(4)
  const payloadSize = prefix.readUInt32LE(8)
  const jsonLength = prefix.readUInt32LE(12)
  if (headerSize > ASAR_LIMITS.headerBytes)
    throw damaged(`a header of ${headerSize} bytes, more than ${ASAR_LIMITS.headerBytes}`)
  if (8 + headerSize > archiveSize) throw damaged(`a header of ${headerSize} bytes in a file of ${archiveSize}`)
  if (payloadSize + 4 > headerSize || jsonLength + 4 > payloadSize)
    throw damaged('a header whose sizes contradict each other')
  return { jsonLength, filesStart: 8 + headerSize }
}

/**
 * The files of an archive's header. Every name, offset and size is checked: a file must lie inside the archive, files must
 * not overlap, names must be plain, links are left out.
 */
export function readAsarEntries(header: unknown, filesStart: number, archiveSize: number): AsarEntry[] {
  const entries: AsarEntry[] = []
  const pending: { node: unknown; path: string; depth: number }[] = [{ node: header, path: '', depth: 0 }]
  let seen = 0
  while (pending.length > 0) {
    const { node, path, depth } = pending.pop()!
    if (depth > ASAR_LIMITS.depth) throw damaged(`folders nested more than ${ASAR_LIMITS.depth} deep`)
    if (typeof node !== 'object' || node === null) throw damaged(`no folder where ${path || 'the root'} should be`)
    const files = (node as { files?: unknown }).files
    if (typeof files !== 'object' || files === null || Array.isArray(files))
      throw damaged(`no list of files in ${path || 'the root'}`)
    for (const [name, child] of Object.entries(files) as [string, unknown][]) {
      if (++seen > ASAR_LIMITS.entries) throw damaged(`more than ${ASAR_LIMITS.entries} entries`)
      if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name))
        throw damaged(`the name ${JSON.stringify(name)}`)
      const childPath = path === '' ? name : `${path}/${name}`
      if (typeof child !== 'object' || child === null) throw damaged(`no entry behind ${childPath}`)
      if ('files' in child) pending.push({ node: child, path: childPath, depth: depth + 1 })
      else if (!('link' in child)) entries.push(fileEntry(childPath, child, filesStart, archiveSize))
    }
  }
  checkOverlaps(entries)
  return entries.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0))
}

function fileEntry(path: string, node: object, filesStart: number, archiveSize: number): AsarEntry {
  const { size, offset, unpacked } = node as { size?: unknown; offset?: unknown; unpacked?: unknown }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw damaged(`the size ${String(size)} of ${path}`)
  if (unpacked === true) return { path, size, offset: -1 }
  if (typeof offset !== 'string' || !/^\d{1,15}$/.test(offset))
    throw damaged(`the offset ${JSON.stringify(offset)} of ${path}`)
  const start = filesStart + Number(offset)
  if (start + size > archiveSize) throw damaged(`${path} ending beyond the archive`)
  return { path, size, offset: start }
}

function checkOverlaps(entries: readonly AsarEntry[]): void {
  const packed = entries
    .filter((entry) => entry.offset >= 0 && entry.size > 0)
    .sort((left, right) => left.offset - right.offset)
  for (let index = 1; index < packed.length; index++) {
    const before = packed[index - 1]!
    const after = packed[index]!
    // Equal files may share their bytes; a file that begins inside another one is not something a packer writes.
    const shared = before.offset === after.offset && before.size === after.size
    if (!shared && after.offset < before.offset + before.size) throw damaged(`${after.path} overlapping ${before.path}`)
  }
}
