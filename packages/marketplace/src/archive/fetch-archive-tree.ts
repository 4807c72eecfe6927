import type { Context } from '../context.js'
import { credentialFor } from '../git/credential-file.js'
import { archiveTree } from '../tree/archive-tree.js'
import type { Tree, TreeLimits } from '../tree/tree.js'
import { fetchArchive, type FetchArchiveOptions } from './fetch-archive.js'

/** The files of an archive, fetched with the credentials for its server. Throws as `fetchArchive`. */
export async function fetchArchiveTree(
  { host, options, limits }: Context,
  { url, sha256 }: { url: string; sha256: string },
  { maxBytes, maxFiles, onFetched }: TreeLimits & Pick<FetchArchiveOptions, 'onFetched'>,
): Promise<Tree> {
  const { credentialFile, signal } = options
  const credential = credentialFile === undefined ? undefined : await credentialFor(host, credentialFile, url)
  const entries = await fetchArchive(host, {
    url,
    sha256,
    maxBytes,
    timeoutMs: limits.timeoutMs,
    credential,
    signal,
    limits: { maxBytes, maxEntries: maxFiles },
    onFetched,
  })
  return archiveTree(entries)
}
