import { CoworkError, pathsOf, inTurns, type Host } from '@cowork-mdm/machine'
import { fetchArchiveTree } from './archive/fetch-archive-tree.js'
import type { Context } from './context.js'
import { fetchElsewhere } from './elsewhere/fetch-elsewhere.js'
import { fetchCommit } from './git/fetch-commit.js'
import { readCommit } from './git/read-commit.js'
import type { ResolvedRef } from './git/resolve-ref.js'
import { unsigned, verifySignature } from './git/verify-signature.js'
import { contentHash, VERSION_FILE } from './plugin/content-hash.js'
import { ELSEWHERE, isElsewhere } from './plugin/elsewhere-folder.js'
import { pathsIn } from './plugin/paths-in.js'
import { readPlugins } from './plugin/read-plugins.js'
import type { Plugin, PluginSet } from './plugin/plugin-set.js'
import type { ArchiveSource, FolderSource, GitSource, Source } from './source/source.js'
import type { LockedMarketplace, LockedPlugin } from './store/lock-file.js'
import { pluginFolder, type MarketplacePaths } from './store/store-paths.js'
import { writeVersionText } from './store/version-file.js'
import { checkPluginLinks, programsOf } from './tree/plain-files.js'
import { readFolder } from './tree/read-folder.js'
import type { Note } from './tree/tree.js'
import { writeTree, type WrittenTree } from './tree/write-tree.js'

/** A version of a marketplace that was written where nothing counts yet, and is good. */
export interface Acquired {
  revision: string
  plugins: LockedPlugin[]
  notes: Note[]
}

interface Target {
  resolved: ResolvedRef
  /** What git fetches into. */
  repository: string
  /** Where all is made. */
  into: MarketplacePaths
  /** What there is already. */
  installed: LockedMarketplace | undefined
}

/** How many files are written and flushed at the same time. */
const AT_ONCE = 8

/**
 * Writes what a source stands for into `into.versions`, fetching it into `repository` where it comes from git, with the plugins
 * that it pins elsewhere, and checks it.
 *
 * @throws CoworkError `invalid-marketplace`, `signature-missing`, and whatever fetching and writing throw
 */
export async function acquire(context: Context, source: Source, target: Target): Promise<Acquired> {
  const { into } = target
  await context.host.makeFolder(into.versions)
  const { revision, plain } = await write(context, source, target)
  const checked = await checkVersion(context, into.version(revision), plain, target)
  // From here on a change is made whole, whoever asks to stop.
  context.options.signal?.throwIfAborted()
  return { revision, ...checked }
}

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

async function writeCommit({ host, git, limits, options }: Context, { url, ref }: GitSource, target: Target) {
  const { resolved, repository, into } = target
  const { commit, signed } = await fetchCommit(git, repository, { url, resolved, maxBytes: limits.maxBytes })
  if (options.verifySignatures) await verifySignature(git, repository, { commit, signed, ref, ...options })
  return {
    revision: commit,
    plain: await writeTree(host, await readCommit(git, repository, commit), into.version(commit), limits),
  }
}

async function writeFolder({ host, limits }: Context, { path }: FolderSource, { resolved, into }: Target) {
  const tree = await readFolder(host, path, limits)
  return { revision: resolved.commit, plain: await writeTree(host, tree, into.version(resolved.commit), limits) }
}

async function writeArchive(context: Context, source: ArchiveSource, { into }: Target) {
  const { host, limits } = context
  const { sha256 } = source
  const tree = await fetchArchiveTree(context, source, limits)
  return { revision: sha256, plain: await writeTree(host, tree, into.version(sha256), limits) }
}

async function checkVersion(
  context: Context,
  folder: string,
  plain: WrittenTree,
  { into, installed }: Target,
): Promise<Omit<Acquired, 'revision'>> {
  const { host, options, paths } = context
  refuseReserved(plain)
  const programs = programsOf(plain.files)
  const { allowInsecure } = options
  const own = await readPlugins(host, folder, { allowInsecure, executables: new Set(programs) })
  refuseProblems(own)
  const native = pathsOf(host.platform)
  const elsewhere =
    own.elsewhere.length > 0 &&
    (await fetchElsewhere(context, own.elsewhere, {
      folder,
      own: plain,
      installed: installed && { ...installed, folder: paths.marketplace(installed.name).version(installed.revision) },
      repositories: native.join(into.folder, 'elsewhere'),
    }))
  const executables = new Set([...programs, ...(elsewhere ? elsewhere.programs : [])])
  const set = elsewhere ? await readPlugins(host, folder, { allowInsecure, executables, fetched: true }) : own
  if (elsewhere) refuseProblems(set)
  for (const plugin of set.plugins) checkPluginLinks(plugin.folder, plain)
  const plugins = await writeVersionTexts(host, folder, set.plugins, executables)
  const versions = plugins.map((plugin) => native.join(pluginFolder(host, folder, plugin.folder), VERSION_FILE))
  await inTurns(
    [...plain.written, ...(elsewhere ? elsewhere.written : []), ...versions, native.dirname(folder)],
    AT_ONCE,
    async (path) => await host.flush(path),
  )
  return { plugins, notes: [...plain.notes, ...(elsewhere ? elsewhere.notes : []), ...notesOf(set)] }
}

/** The folder for plugins from elsewhere is this tool's alone. */
function refuseReserved({ files }: WrittenTree): void {
  const found = files.find(({ path }) => isElsewhere(path))
  if (!found) return
  throw new CoworkError(
    'bad-file-name',
    `Expected nothing named ${ELSEWHERE} at the top of the marketplace, found ${JSON.stringify(found.path)}.`,
    { hint: 'This tool puts plugins there whose files lie elsewhere: rename the folder in the marketplace.' },
  )
}

/** Writes what tells the app that content is new, and returns what the lock says of the plugins. */
async function writeVersionTexts(
  host: Host,
  folder: string,
  plugins: readonly Plugin[],
  executables: ReadonlySet<string>,
): Promise<LockedPlugin[]> {
  const holdsOthers = ({ folder: outer }: Plugin) =>
    plugins.some((inner) => inner.folder !== outer && isIn(inner.folder, outer))
  const locked = new Map<Plugin, LockedPlugin>()
  const write = async (plugin: Plugin, isOuter: boolean) => {
    const place = pluginFolder(host, folder, plugin.folder)
    const programs = pathsIn(plugin.folder, executables)
    const hash = isOuter ? await contentHash(host, place, { executables: programs }) : plugin.hash
    const entry = lockedPlugin(host, { ...plugin, hash }, programs)
    await writeVersionText(host, place, entry)
    locked.set(plugin, entry)
  }
  const outer = plugins.filter(holdsOthers)
  await inTurns(
    plugins.filter((plugin) => !outer.includes(plugin)),
    AT_ONCE,
    async (plugin) => await write(plugin, false),
  )
  // A plugin that holds another one holds that one's version too: from the inside to the outside.
  for (const plugin of outer.sort((left, right) => depthOf(right.folder) - depthOf(left.folder)))
    await write(plugin, true)
  return plugins.map((plugin) => locked.get(plugin)!)
}

function depthOf(folder: string): number {
  return folder === '.' ? 0 : folder.split('/').length
}

function refuseProblems({ plugins, problems }: PluginSet): void {
  const all = [...problems, ...plugins.flatMap((plugin) => plugin.problems)]
  // Where nothing is offered, warnings tell why.
  const errors = all.some(({ code }) => code === 'no-plugins')
    ? all
    : all.filter(({ severity }) => severity === 'error')
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
}

function notesOf({ plugins, problems }: PluginSet): Note[] {
  return [...problems, ...plugins.flatMap((plugin) => plugin.problems)].map(({ file, message }): Note => ({
    code: 'plugin-problem',
    path: file,
    message,
  }))
}

function lockedPlugin(
  { platform }: Host,
  { name, folder, version, hash, source }: Plugin,
  executables: ReadonlySet<string>,
): LockedPlugin {
  return {
    name,
    folder,
    ...(version !== undefined && { version }),
    hash,
    ...(source && { source }),
    ...(platform === 'win32' && executables.size > 0 && { executables: [...executables].sort() }),
  }
}

function isIn(inner: string, outer: string): boolean {
  return outer === '.' || inner.startsWith(`${outer}/`)
}
