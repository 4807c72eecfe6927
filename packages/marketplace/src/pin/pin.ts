import { CoworkError, type Host } from '@cowork-mdm/machine'
import { contextOf } from '../context.js'
import { checkCredentialFile } from '../git/credential-file.js'
import { resolveRef } from '../git/resolve-ref.js'
import type { MarketplaceOptions } from '../options.js'
import type { InstallationPreference } from '../plugin/plugin-set.js'
import { isRelativePath } from '../plugin/plugin-source.js'
import { checkPolicy } from '../policy.js'
import { parseSource } from '../source/parse-source.js'
import type { MarketplaceEntry } from './marketplace-entry.js'
import { pinHosted, type HostedArchive } from './pin-hosted.js'

export interface PinOptions {
  /** Branch, tag or full commit of a git repository; its default branch unless told otherwise. */
  ref?: string | undefined
  /** Folder of the repository that is the marketplace. */
  path?: string | undefined
  /** The name that the marketplace must have. */
  expectedName?: string | undefined
  installationPreference?: InstallationPreference | undefined
  credentialKind?: MarketplaceEntry['credentialKind'] | undefined
}

export interface PinResult {
  changed: false
  /** For the list `allowedPluginMarketplaces`. */
  entry: MarketplaceEntry
  /** Of a hosted marketplace: what its plugins' archives are. */
  archives: HostedArchive[]
  /** What the administrator has to know before using it. */
  notes: string[]
}

/**
 * Finds out what the address of a marketplace means today and says it so that it can mean nothing else tomorrow: the entry
 * of `allowedPluginMarketplaces` for the managed profile. A repository is asked for its commit; a hosted `marketplace.json`
 * and the archives in it are downloaded, and their digests taken.
 *
 * @throws CoworkError `pin-unsupported`, `bad-path`, `invalid-marketplace`, and what git and downloads throw
 */
export async function pin(
  host: Host,
  address: string,
  options: PinOptions = {},
  marketplaceOptions: MarketplaceOptions = {},
): Promise<PinResult> {
  const { ref, path, expectedName, credentialKind, installationPreference } = options
  if (marketplaceOptions.credentialFile !== undefined)
    await checkCredentialFile(host, marketplaceOptions.credentialFile)
  const common = {
    ...(expectedName !== undefined && { expectedName }),
    ...(credentialKind !== undefined && { credentialKind }),
    ...(installationPreference !== undefined && { installationPreference }),
  }
  if (isHosted(address)) {
    if (ref !== undefined || path !== undefined)
      throw unsupported(
        `no ${ref === undefined ? 'path' : 'ref'} for a hosted marketplace.json`,
        'one',
        'Leave it out: its digest pins it.',
      )
    return await pinHosted(host, address, { common, marketplaceOptions })
  }
  const { allowInsecure } = marketplaceOptions
  const source = parseSource(address, { platform: host.platform, ref, allowInsecure })
  if (source.kind !== 'git')
    throw unsupported(
      'a git repository or a hosted marketplace.json',
      source.kind === 'folder' ? 'a folder' : 'an archive',
      'The app takes marketplaces from these two only.',
    )
  // The policy is about what is installed; that it is not pinned yet is why this is called.
  checkPolicy(source, { ...marketplaceOptions, requirePin: false })
  const url = new URL(source.url)
  if (url.protocol === 'ssh:')
    throw unsupported(
      'an address that begins with https://',
      'one of ssh',
      'The app fetches marketplaces by https: give that address.',
    )
  if (path !== undefined && !isRelativePath(path))
    throw new CoworkError('bad-path', `Expected a folder of the repository as path, found ${JSON.stringify(path)}.`, {
      hint: 'Give it from the top of the repository: plugins/desktop.',
    })
  const { commit } = await resolveRef(contextOf(host, marketplaceOptions).git, source)
  const [, repo] = url.hostname === 'github.com' ? (/^\/([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(url.pathname) ?? []) : []
  const place =
    repo === undefined ? ({ source: 'git', url: source.url } as const) : ({ source: 'github', repo } as const)
  const notes = ref === commit ? ['The commit was taken as it was given; the repository was not asked for it.'] : []
  if (commit.length !== 40)
    throw unsupported('a commit of 40 digits', `one of ${commit.length}`, 'The app knows commits by SHA-1 only.')
  return {
    changed: false,
    entry: { ...place, ref: commit, ...(path !== undefined && { path }), ...common },
    archives: [],
    notes,
  }
}

function isHosted(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:' && new URL(address).pathname.endsWith('.json')
}

function unsupported(expected: string, found: string, hint: string): CoworkError {
  return new CoworkError('pin-unsupported', `Expected ${expected}, found ${found}.`, { hint })
}
