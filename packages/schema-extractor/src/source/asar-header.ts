import { isUtf8 } from 'node:buffer'
import { ExtractionError } from '../errors.js'
import { describeJson, shorten } from './describe-json.js'

/** Where an archive's file begins and how long it is; `unpacked` files lie in a folder beside the archive. */
export interface AsarEntry {
  path: string
  size: number
  /** Offset from the beginning of the archive; -1 for an unpacked file. */
  offset: number
}

/** Bounds of what is read as a header. Real archives of the app need a small part of each. */
const ASAR_LIMITS = {
  headerBytes: 64 << 20,
  /** Files, folders and links. */
  entries: 200_000,
  /** Brackets and commas of the header's JSON, so that parsing it cannot exhaust memory. */
  tokens: 1_500_000,
  depth: 64,
  pathLength: 4_096,
  /** How often over the archive's bytes may be covered by files that share them. */
  coverage: 8,
} as const

/** An archive that contradicts itself; `found` is what it holds instead of something sound. */
function damaged(found: string, cause?: unknown): ExtractionError {
  return new ExtractionError('damaged-asar', `Expected a sound asar archive, found ${found}.`, {
    hint: 'Copy app.asar from an install of the app again and check that the copy is complete.',
    ...(cause === undefined ? {} : { cause }),
  })
}

/**
 * Checks the sixteen bytes before an archive's header: two Pickle sizes that must agree with each other and with the file.
 * @returns length of the header's JSON in bytes, and where the files begin
 */
export function checkAsarPrefix(prefix: Buffer, archiveSize: number): { jsonLength: number; filesStart: number } {
  if (prefix.length < 4 || prefix.readUInt32LE(0) !== 4) {
    const found = archiveSize === 0 ? 'an empty file' : 'a file that does not begin like one'
    throw new ExtractionError('not-an-asar', `Expected an asar archive, found ${found}.`, {
      hint: 'Give the app itself, its resources/app.asar, an unpacked folder or a .js file.',
    })
  }
  if (prefix.length < 16) throw damaged(`only ${prefix.length} bytes`)
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

/** Parses the header's JSON, which must be UTF-8, and not so intricate that parsing it takes all memory. */
export function parseAsarJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw damaged('a header that is not UTF-8')
  let tokens = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x2c || byte === 0x5b || byte === 0x7b) tokens++
  }
  if (tokens > ASAR_LIMITS.tokens) throw damaged(`a header of ${tokens} parts, more than ${ASAR_LIMITS.tokens}`)
  try {
    return JSON.parse(bytes.toString()) as unknown
  } catch (error) {
    throw damaged('a header that is not JSON', error)
  }
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
    const files = typeof node === 'object' && node !== null ? (node as { files?: unknown }).files : undefined
    if (typeof files !== 'object' || files === null || Array.isArray(files))
      throw damaged(`no list of files in ${shorten(path) || 'the root'}`)
    for (const name of Object.keys(files)) {
      if (++seen > ASAR_LIMITS.entries) throw damaged(`more than ${ASAR_LIMITS.entries} entries`)
      const childPath = join(path, name)
      const child = (files as Record<string, unknown>)[name]
      if (typeof child !== 'object' || child === null || Array.isArray(child))
        throw damaged(`${describeJson(child)} as the entry ${shorten(childPath)}`)
      if ('files' in child) pending.push({ node: child, path: childPath, depth: depth + 1 })
      else if (!('link' in child)) entries.push(fileEntry(childPath, child, filesStart, archiveSize))
    }
  }
  checkOverlaps(entries, archiveSize - filesStart)
  return entries.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0))
}

function join(path: string, name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name))
    throw damaged(`a file with the name ${describeJson(name)}`)
  const child = path === '' ? name : `${path}/${name}`
  if (child.length > ASAR_LIMITS.pathLength)
    throw damaged(`a path of ${child.length} characters, more than ${ASAR_LIMITS.pathLength}`)
  return child
}

function fileEntry(path: string, node: object, filesStart: number, archiveSize: number): AsarEntry {
  const { size, offset, unpacked } = node as { size?: unknown; offset?: unknown; unpacked?: unknown }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw damaged(`${describeJson(size)} as the size of ${shorten(path)}`)
  if (unpacked === true) return { path, size, offset: -1 }
  if (typeof offset !== 'string' || !/^\d{1,15}$/.test(offset))
    throw damaged(`${describeJson(offset)} as the offset of ${shorten(path)}`)
  const start = filesStart + Number(offset)
  if (start + size > archiveSize) throw damaged(`${shorten(path)} ending beyond the archive`)
  return { path, size, offset: start }
}

function checkOverlaps(entries: readonly AsarEntry[], dataSize: number): void {
  const packed = entries
    .filter((entry) => entry.offset >= 0 && entry.size > 0)
    .sort((left, right) => left.offset - right.offset)
  let covered = packed[0]?.size ?? 0
  for (let index = 1; index < packed.length; index++) {
    const before = packed[index - 1]!
    const after = packed[index]!
    // Equal files may share their bytes; a file that begins inside another one is not something a packer writes.
    const shared = before.offset === after.offset && before.size === after.size
    if (!shared && after.offset < before.offset + before.size)
      throw damaged(`${shorten(after.path)} overlapping ${shorten(before.path)}`)
    covered += after.size
  }
  // Many names for the same bytes are cheap to write and dear to read.
  if (covered > dataSize * ASAR_LIMITS.coverage) throw damaged('files that share their bytes too often')
}
