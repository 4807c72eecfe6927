import { createHash } from 'node:crypto'
import { CoworkError, type Host } from '@cowork-mdm/machine'
import type { ArchiveEntry, ArchiveLimits } from './archive-entries.js'
import { download, type DownloadOptions } from './download.js'
import { unpack } from './unpack.js'

export interface FetchArchiveOptions extends DownloadOptions {
  /** By https. */
  url: string
  /** 64 hexadecimal digits. */
  sha256: string
  limits?: Partial<ArchiveLimits>
  /** Told the size of what came, before it is looked at. */
  onFetched?: ((bytes: number) => void) | undefined
}

/**
 * Downloads a zip or tar.gz, compares it with its digest, and unpacks it in memory: nothing of an archive that is not the
 * expected one is looked at.
 *
 * @throws CoworkError `wrong-digest`, and what `download` and `unpack` throw
 */
export async function fetchArchive(
  host: Host,
  { url, sha256, limits, onFetched, ...options }: FetchArchiveOptions,
): Promise<ArchiveEntry[]> {
  const bytes = await download(host, url, options)
  onFetched?.(bytes.length)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256.toLowerCase())
    throw new CoworkError('wrong-digest', `Expected an archive with sha256 ${sha256.toLowerCase()}, found ${found}.`, {
      hint: 'Somebody has changed the archive. If you trust it, give its new digest.',
    })
  return await unpack(bytes, limits)
}
