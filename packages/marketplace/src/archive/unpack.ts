import { ARCHIVE_LIMITS, badArchive, type ArchiveEntry, type ArchiveLimits } from './archive-entries.js'

/**
 * What is in a zip or tar.gz, told apart by its first bytes; nothing is written. A single folder around everything is taken
 * away.
 *
 * @throws CoworkError `bad-archive`: names or links that lead out, absolute names, names that some platform cannot have or
 * takes for one, entries that stand twice, hard links, devices, passwords, and more files or bytes than `limits`
 */
export async function unpack(bytes: Buffer, limits: Partial<ArchiveLimits> = {}): Promise<ArchiveEntry[]> {
  const all = { ...ARCHIVE_LIMITS, ...limits }
  if (bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])))
    return await (await import('./read-tar.js')).readTarGz(bytes, all)
  if (bytes.toString('latin1', 0, 2) === 'PK') return await (await import('./read-zip.js')).readZip(bytes, all)
  throw badArchive('the form of a zip or tar.gz', 'something else')
}
