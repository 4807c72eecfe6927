import { CoworkError, pathsOf } from '@cowork-mdm/machine'
import { fetchArchive } from './archive/fetch-archive.js'
import type { Context } from './context.js'
import { credentialFor } from './git/credential-file.js'
import { fetchCommit } from './git/fetch-commit.js'
import { readCommit } from './git/read-commit.js'
import type { ResolvedRef } from './git/resolve-ref.js'
import { unsigned, verifySignature } from './git/verify-signature.js'
import { inTurns } from './in-turns.js'
import { VERSION_FILE } from './plugin/content-hash.js'
import { readPlugins } from './plugin/read-plugins.js'
import type { PluginSet } from './plugin/plugin-set.js'
import type { ArchiveSource, FolderSource, GitSource, Source } from './source/source.js'
import type { LockedPlugin } from './store/lock-file.js'
import { pluginFolder, type MarketplacePaths } from './store/store-paths.js'
import { writeVersionText } from './store/version-file.js'
import { checkPluginLinks } from './tree/plain-files.js'
import { readFolder } from './tree/read-folder.js'
import { archiveTree } from './tree/archive-tree.js'
import type { Note } from './tree/tree.js'
import { writeTree, type WrittenTree } from './tree/write-tree.js'

/** A version of a marketplace that was written where nothing counts yet, and is good. */
export interface Acquired {
  revision: string
  plugins: LockedPlugin[]
  notes: Note[]
}

/** How many files are written and flushed at the same time. */
const AT_ONCE = 8

/**
 * Writes what a source stands for into `into.versions`, fetching it into `repository` where it comes from git, and checks it.
 *
 * @throws CoworkError `invalid-marketplace`, `no-plugins`, `signature-missing`, and whatever fetching and writing throw
 */
export async function acquire(
  context: Context,
  source: Source,
  { resolved, repository, into }: { resolved: ResolvedRef; repository: string; into: MarketplacePaths },
): Promise<Acquired> {
  await context.host.makeFolder(into.versions)
  const { revision, plain } = await write(context, source, { resolved, repository, into })
  const checked = await checkVersion(context, into.version(revision), plain)
  // From here on a change is made whole, whoever asks to stop.
  context.options.signal?.throwIfAborted()
  return { revision, ...checked }
}

type Target = { resolved: ResolvedRef; repository: string; into: MarketplacePaths }

async function write(
  context: Context,
  source: Source,
  target: Target,
): Promise<{ revision: string; plain: WrittenTree }> {
  if (context.options.verifySignatures && source.kind !== 'git') throw unsigned(source.kind)
  switch (source.kind) {
    case 'git':
      return await writeCommit(context, source, target)
    case 'folder':
      return await writeFolder(context, source, target)
    case 'archive':
      return await writeArchive(context, source, target)
  }
}

async function writeCommit({ host, git, limits, options }: Context, { url }: GitSource, target: Target) {
  const { resolved, repository, into } = target
  const { commit, signed } = await fetchCommit(git, repository, { url, resolved, maxBytes: limits.maxBytes })
  if (options.verifySignatures) await verifySignature(git, repository, { commit, signed, ...options })
  return {
    revision: commit,
    plain: await writeTree(host, await readCommit(git, repository, commit), into.version(commit), limits),
  }
}

async function writeFolder({ host, limits }: Context, { path }: FolderSource, { resolved, into }: Target) {
  const tree = await readFolder(host, path, limits)
  return { revision: resolved.commit, plain: await writeTree(host, tree, into.version(resolved.commit), limits) }
}

async function writeArchive({ host, limits, options }: Context, { url, sha256 }: ArchiveSource, { into }: Target) {
  const { credentialFile, signal } = options
  const credential = credentialFile === undefined ? undefined : await credentialFor(host, credentialFile, url)
  const { maxBytes, maxFiles, timeoutMs } = limits
  const entries = await fetchArchive(host, {
    url,
    sha256,
    maxBytes,
    timeoutMs,
    credential,
    signal,
    limits: { maxBytes, maxEntries: maxFiles },
  })
  return { revision: sha256, plain: await writeTree(host, archiveTree(entries), into.version(sha256), limits) }
}

async function checkVersion(
  { host }: Context,
  folder: string,
  plain: WrittenTree,
): Promise<Omit<Acquired, 'revision'>> {
  const set = await readPlugins(host, folder)
  refuseProblems(set)
  const { plugins } = set
  for (const plugin of plugins) checkPluginLinks(plugin.folder, plain)
  await inTurns(plugins, AT_ONCE, async (plugin) => {
    await writeVersionText(host, pluginFolder(host, folder, plugin.folder), plugin)
  })
  // A plugin that holds another one now holds that one's version too.
  const nested = plugins.some(({ folder: outer }) =>
    plugins.some((inner) => inner.folder !== outer && isIn(inner.folder, outer)),
  )
  const final = nested ? (await readPlugins(host, folder)).plugins : plugins
  const native = pathsOf(host.platform)
  const versions = plugins.map((plugin) => native.join(pluginFolder(host, folder, plugin.folder), VERSION_FILE))
  await inTurns(
    [...plain.written, ...versions, native.dirname(folder)],
    AT_ONCE,
    async (path) => await host.flush(path),
  )
  return { plugins: final.map(lockedPlugin), notes: [...plain.notes, ...notesOf(set)] }
}

function refuseProblems({ plugins, elsewhere, problems }: PluginSet): void {
  const errors = [...problems, ...plugins.flatMap((plugin) => plugin.problems)].filter(
    ({ severity }) => severity === 'error',
  )
  if (errors.length > 0) {
    const shown = errors
      .slice(0, 5)
      .map(
        ({ file, line, column, message }) =>
          `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`,
      )
    const more = errors.length > shown.length ? ` And ${errors.length - shown.length} more.` : ''
    throw new CoworkError(
      'invalid-marketplace',
      `Expected a marketplace whose plugins can be installed, found ${errors.length === 1 ? 'a problem' : `${errors.length} problems`}. ${shown.join(' ')}${more}`,
      {
        hint: 'Correct them in the marketplace. What is installed stays.',
      },
    )
  }
  if (plugins.length > 0) return
  const found =
    elsewhere.length === 0 ? 'none' : `only some that lie elsewhere: ${elsewhere.map(({ name }) => name).join(', ')}`
  throw new CoworkError('no-plugins', `Expected plugins in the marketplace, found ${found}.`, {
    hint: 'A marketplace lists its plugins in .claude-plugin/marketplace.json, or has them in plugins/.',
  })
}

function notesOf({ plugins, elsewhere, problems }: PluginSet): Note[] {
  return [
    ...[...problems, ...plugins.flatMap((plugin) => plugin.problems)].map(({ file, message }): Note => ({
      code: 'plugin-problem',
      path: file,
      message,
    })),
    ...elsewhere.map(({ name, source }): Note => ({
      code: 'plugin-elsewhere',
      path: name,
      message: `Its files lie elsewhere (${source.kind}) and are not fetched.`,
    })),
  ]
}

function lockedPlugin({ name, folder, version, hash }: LockedPlugin): LockedPlugin {
  return { name, folder, ...(version !== undefined && { version }), hash }
}

function isIn(inner: string, outer: string): boolean {
  return outer === '.' || inner.startsWith(`${outer}/`)
}
