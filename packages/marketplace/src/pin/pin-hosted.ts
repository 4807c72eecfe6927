import { createHash } from 'node:crypto'
import { CoworkError, type Host } from '@cowork-mdm/machine'
import { ARCHIVE_LIMITS } from '../archive/archive-entries.js'
import { download } from '../archive/download.js'
import { unpack } from '../archive/unpack.js'
import { credentialFor } from '../git/credential-file.js'
import { LIMITS, type MarketplaceOptions } from '../options.js'
import { readJsonFile } from '../plugin/json-file.js'
import { MANIFEST_SCHEMA, MAX_MANIFEST_BYTES } from '../plugin/marketplace-manifest.js'
import { parseSource, pinnedSource } from '../plugin/plugin-source.js'
import { isRefused, reporter, type PluginProblem } from '../plugin/problems.js'
import { checkPolicy } from '../policy.js'
import type { MarketplaceEntry } from './marketplace-entry.js'
import type { PinResult } from './pin.js'

/** The archive of a plugin of a hosted marketplace. */
export interface HostedArchive {
  plugin: string
  url: string
  /** Of what the server sends today. */
  sha256: string
  /** Whether the manifest says so. */
  pinned: boolean
}

/**
 * The entry of a hosted `marketplace.json`: its digest, and those of the archives in it, which must lie on the same origin.
 *
 * @throws CoworkError `invalid-marketplace`
 */
export async function pinHosted(
  host: Host,
  address: string,
  {
    common,
    marketplaceOptions,
  }: {
    common: Pick<MarketplaceEntry, 'expectedName' | 'credentialKind' | 'installationPreference'>
    marketplaceOptions: MarketplaceOptions
  },
): Promise<PinResult> {
  const url = new URL(address)
  checkPolicy({ kind: 'archive', url: address, sha256: '' }, marketplaceOptions)
  const { credentialFile, signal, limits } = marketplaceOptions
  const { timeoutMs, maxBytes } = { ...LIMITS, ...limits }
  const credential = credentialFile === undefined ? undefined : await credentialFor(host, credentialFile, address)
  const options = { credential, signal, timeoutMs }
  const bytes = await download(host, address, { ...options, maxBytes: MAX_MANIFEST_BYTES })
  const { name, plugins } = await parse(bytes, url)
  if (common.expectedName !== undefined && common.expectedName !== name)
    throw invalid(`the name ${common.expectedName}`, JSON.stringify(name))
  const archives: HostedArchive[] = []
  for (const plugin of plugins) {
    const source = parseSource(plugin.source)
    if (typeof source === 'string' || source.kind !== 'archive' || new URL(source.url).origin !== url.origin)
      throw invalid(`archives on ${url.host} as sources`, `another one for ${plugin.name}`)
    const archive = await download(host, source.url, { ...options, maxBytes })
    const sha256 = digestOf(archive)
    const expected = pinnedSource(source)
    if (expected?.kind === 'archive' && expected.sha256 !== sha256)
      throw new CoworkError(
        'wrong-digest',
        `Expected an archive of ${plugin.name} with sha256 ${expected.sha256}, found ${sha256}.`,
        {
          hint: 'The server sends something else than its manifest says. Ask whoever keeps it.',
        },
      )
    // What the app would refuse later is known now.
    await unpack(archive, { maxBytes: Math.min(maxBytes, ARCHIVE_LIMITS.maxBytes) })
    archives.push({ plugin: plugin.name, url: source.url, sha256, pinned: expected !== undefined })
  }
  const unpinned = archives.filter(({ pinned }) => !pinned)
  if (unpinned.length > 0 && isPushed(common.installationPreference))
    throw invalid(
      'sha256 for every archive, as the app installs none without it by itself',
      `none for ${unpinned.map(({ plugin }) => plugin).join(', ')}`,
    )
  const notes = unpinned.map(
    ({ plugin, sha256 }) =>
      `The manifest has no sha256 for ${plugin}; put "sha256": "${sha256}" into its source, then pin again.`,
  )
  return {
    changed: false,
    entry: { source: 'url', url: address, manifestSha256: digestOf(bytes), ...common },
    archives,
    notes,
  }
}

function isPushed(preference: MarketplaceEntry['installationPreference']): boolean {
  return preference === 'auto_install' || preference === 'required'
}

async function parse(bytes: Buffer, url: URL) {
  const problems: PluginProblem[] = []
  const file = url.pathname.split('/').at(-1)!
  const none = () => Promise.resolve(undefined)
  const tree = {
    resolve: none,
    list: none,
    sizeOf: () => Promise.resolve(bytes.length),
    read: () => Promise.resolve(bytes),
  }
  const manifest = await readJsonFile(tree, file, {
    schema: MANIFEST_SCHEMA,
    report: reporter(problems),
    maxBytes: MAX_MANIFEST_BYTES,
  })
  if (manifest && !isRefused(problems)) return manifest.value
  const { line, column, message } = problems[0]!
  throw new CoworkError(
    'invalid-marketplace',
    `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`,
    {
      hint: 'Correct the manifest on its server.',
    },
  )
}

function invalid(expected: string, found: string): CoworkError {
  return new CoworkError('invalid-marketplace', `Expected ${expected} in the hosted marketplace, found ${found}.`, {
    hint: 'The app would refuse it. Correct the manifest on its server.',
  })
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
