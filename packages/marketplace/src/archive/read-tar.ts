import { promisify } from 'node:util'
import { gunzip as gunzipWithCallback } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { CoworkError } from '@cowork-mdm/machine'
import { ArchiveEntries, badArchive, type ArchiveEntry, type ArchiveLimits } from './archive-entries.js'

const gunzip = promisify(gunzipWithCallback)

/** A header and what fills the last block, for every entry. */
const OVERHEAD = 2048

/** @throws CoworkError `bad-archive` */
export async function readTarGz(bytes: Buffer, limits: ArchiveLimits): Promise<ArchiveEntry[]> {
  const most = limits.maxBytes + limits.maxEntries * OVERHEAD
  const tar = await gunzip(bytes, { maxOutputLength: most }).catch((cause: unknown) => {
    const tooLarge = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
    throw tooLarge
      ? badArchive(`at most ${limits.maxBytes} bytes when unpacked`, 'more: it may be a bomb', cause)
      : badArchive('the form of a tar.gz', 'something else', cause)
  })
  // The library would unpack a second layer, past the limit.
  if (isCompressed(tar)) throw badArchive('one layer of compression', 'two')
  const entries = new ArchiveEntries(bytes.length, limits)
  try {
    await parse(tar, (entry) => take(entry, entries))
  } catch (cause) {
    if (cause instanceof CoworkError) throw cause
    throw badArchive('the form of a tar', `something else (${(cause as Error).message})`, cause)
  }
  return entries.result()
}

/** Calls `onEntry` for every entry, in order; what it throws, or a damaged archive, ends the reading. */
async function parse(tar: Buffer, onEntry: (entry: ReadEntry) => Promise<void> | void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const pending: Promise<void>[] = []
    const take = (entry: ReadEntry) => {
      pending.push(
        (async () => {
          await onEntry(entry)
        })(),
      )
      pending.at(-1)!.catch(reject)
    }
    const parser = new Parser({ strict: true, maxMetaEntrySize: 64 * 1024, onReadEntry: take })
    // Kinds that the library does not know, and headers that are too long.
    parser.on('ignoredEntry', take)
    parser.on('error', reject)
    parser.on('end', () => {
      Promise.all(pending).then(() => resolve(), reject)
    })
    try {
      parser.end(tar)
    } catch (cause) {
      reject(cause instanceof Error ? cause : new Error(String(cause)))
    }
  })
}

async function take(entry: ReadEntry, entries: ArchiveEntries): Promise<void> {
  entries.announce(entry.size)
  switch (entry.type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return entries.file(entry.path, await entry.concat(), ((entry.mode ?? 0) & 0o100) !== 0)
    case 'Directory':
      entry.resume()
      return entries.folder(entry.path)
    case 'SymbolicLink':
      entry.resume()
      return entries.link(entry.path, Buffer.from(entry.linkpath ?? ''))
    case 'Link':
      throw badArchive('files, folders and symbolic links', 'a hard link')
    default:
      throw badArchive('files, folders and links', 'a device, a pipe or something unknown')
  }
}

function isCompressed(bytes: Buffer): boolean {
  return bytes.length > 4 && (bytes.readUInt16BE(0) === 0x1f8b || bytes.readUInt32LE(0) === 0xfd2fb528)
}
