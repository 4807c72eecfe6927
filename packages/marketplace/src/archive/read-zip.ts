import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { fromBufferPromise, type Entry } from 'yauzl'
import { CoworkError } from '@cowork-mdm/machine'
import { ArchiveEntries, badArchive, type ArchiveEntry, type ArchiveLimits } from './archive-entries.js'

// The systems whose permission bits stand in the upper half of the attributes.
const UNIX = 3
const MACOS = 19

const TYPE_MASK = 0o170000
const FILE = 0o100000
const FOLDER = 0o040000
const LINK = 0o120000

/** @throws CoworkError `bad-archive` */
export async function readZip(bytes: Buffer, limits: ArchiveLimits): Promise<ArchiveEntry[]> {
  const entries = new ArchiveEntries(bytes.length, limits)
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true })
    for await (const entry of zip.eachEntry()) {
      entries.announce(entry.uncompressedSize)
      const fileName = nameOf(entry)
      if (entry.isEncrypted()) throw badArchive('files that need no password', 'one that does')
      if (!entry.canDecodeFileData()) throw badArchive('files that are stored or deflated', 'another compression')
      const mode = modeOf(entry)
      const type = mode & TYPE_MASK
      if (fileName.endsWith('/') || type === FOLDER) {
        entries.folder(fileName)
        continue
      }
      if (type !== 0 && type !== FILE && type !== LINK)
        throw badArchive('files, folders and links', 'a device or a pipe')
      const content = await buffer(await zip.openReadStreamPromise(entry))
      if (crc32(content) !== entry.crc32) throw badArchive('whole files', 'one that is damaged')
      if (type === LINK) entries.link(fileName, content)
      else entries.file(fileName, content, (mode & 0o100) !== 0)
    }
  } catch (cause) {
    if (cause instanceof CoworkError) throw cause
    throw badArchive('the form of a zip', explain(cause), cause)
  }
  return entries.result()
}

/** Info-ZIP and macOS write names in UTF-8 without always saying so; read as the standard has it, they come out wrong. */
function nameOf(entry: Entry): string {
  if (!isFromUnix(entry)) return entry.fileName
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.fileNameRaw)
  } catch {
    return entry.fileName
  }
}

function modeOf(entry: Entry): number {
  return isFromUnix(entry) ? entry.externalFileAttributes >>> 16 : 0
}

function isFromUnix({ versionMadeBy }: Entry): boolean {
  const system = versionMadeBy >>> 8
  return system === UNIX || system === MACOS
}

function explain(cause: unknown): string {
  return cause instanceof Error ? `something else (${cause.message})` : 'something else'
}
