import type { Context } from '../context.js'
import { lastFetched } from '../git/fetch-commit.js'
import { unsigned, verifySignature } from '../git/verify-signature.js'
import type { LockedMarketplace } from '../store/lock-file.js'

/**
 * Where signatures are asked for, looks for one on what is installed: it may have come before they were. No server is asked.
 *
 * @throws CoworkError `signature-missing`, or a failure of git
 */
export async function checkInstalledSignature(
  { git, paths, options }: Context,
  { name, source, revision }: LockedMarketplace,
): Promise<void> {
  if (!options.verifySignatures) return
  if (source.kind !== 'git') throw unsigned(source.kind)
  const { repository } = paths.marketplace(name)
  const [fetched, commit] = await lastFetched(git, repository, source.url)
  await verifySignature(git, repository, {
    commit: revision,
    signed: commit === revision ? fetched : revision,
    ref: source.ref,
    allowedSigners: options.allowedSigners,
  })
}
