import { CoworkError, pathsOf, inTurns } from '@cowork-mdm/machine'
import { fetchArchiveTree } from '../archive/fetch-archive-tree.js'
import { contextOf, type Context } from '../context.js'
import { fetchCommit } from '../git/fetch-commit.js'
import { readCommit } from '../git/read-commit.js'
import type { Limits } from '../options.js'
import type { RemotePlugin } from '../plugin/plugin-set.js'
import type { PinnedSource } from '../plugin/plugin-source.js'
import { ELSEWHERE } from '../plugin/elsewhere-folder.js'
import { checkPolicy } from '../policy.js'
import type { Source } from '../source/source.js'
import { programsOf } from '../tree/plain-files.js'
import { subTree } from '../tree/sub-tree.js'
import type { Note, Tree } from '../tree/tree.js'
import { writeTree, type WrittenTree } from '../tree/write-tree.js'
import { installedTree, type InstalledVersion } from './installed-tree.js'
import { remainingOf, tooLarge, type Remaining } from './remaining.js'

export interface FetchedElsewhere {
  /** Files and folders on the machine, which are still to be flushed. */
  written: string[]
  /** Paths in the tree of the marketplace. */
  programs: string[]
  notes: Note[]
}

interface Target {
  /** The version of the marketplace, to which plugins come. */
  folder: string
  /** What was written of the marketplace itself. */
  own: WrittenTree
  /** A folder for repositories that are removed again. */
  repositories: string
  installed: InstalledVersion | undefined
}

/** Servers that are asked at the same time. */
const AT_ONCE = 4

/**
 * Brings plugins whose files lie elsewhere into the tree of a marketplace, each into a folder of its name in `ELSEWHERE`. What is
 * installed already is taken from there, and what several plugins share is fetched once. A plugin whose folder is not in its
 * commit gets none.
 *
 * @throws CoworkError with the name of the plugin: what `checkPolicy`, fetching and writing throw, `download-timeout`
 */
export async function fetchElsewhere(
  context: Context,
  plugins: readonly RemotePlugin[],
  { folder, own, repositories, installed }: Target,
): Promise<FetchedElsewhere> {
  const { host, options, limits } = context
  // All of them before the first server is asked.
  for (const { name, source } of plugins) {
    await naming(name, limits, async () => checkPolicy(asSource(source), options))
  }
  const native = pathsOf(host.platform)
  const place = native.join(folder, ELSEWHERE)
  await host.makeFolder(place, { flush: false })
  const remaining = remainingOf(limits, own.files)
  const result: FetchedElsewhere = { written: [place], programs: [], notes: [] }
  const missing: RemotePlugin[] = []
  for (const plugin of plugins) {
    const tree = await installedTree(host, installed, plugin.source, limits)
    if (tree) await naming(plugin.name, limits, async () => await take(plugin, tree))
    else missing.push(plugin)
  }
  const { inTime, end } = timed(context)
  const groups = sharing(missing).map((group, index) => ({
    group,
    repository: native.join(repositories, `${index}.git`),
  }))
  try {
    await inTurns(groups, AT_ONCE, async ({ group, repository }) => {
      let tree: Tree | undefined
      for (const plugin of group) {
        const { name, source } = plugin
        await naming(name, limits, async () => {
          tree ??= await fetchTree(inTime, source, { repository, remaining })
          await take(plugin, source.kind === 'git' ? subTree(tree, source.path ?? '.') : tree)
        })
      }
      await host.remove(repository, { contents: true })
    })
  } finally {
    end()
    await host.remove(repositories, { contents: true })
  }
  result.notes.sort((left, right) => (left.path < right.path ? -1 : 1))
  return result

  async function take({ name }: RemotePlugin, tree: Tree): Promise<void> {
    if (tree.entries.length === 0) return
    const { files, notes, written } = await writeTree(host, tree, native.join(place, name), remaining.tree())
    remaining.written(files)
    const inTree = (path: string) => `${ELSEWHERE}/${name}/${path}`
    result.written.push(...written)
    result.programs.push(...programsOf(files).map(inTree))
    result.notes.push(...notes.map((note) => ({ ...note, path: inTree(note.path) })))
  }
}

/** Plugins that lie in one commit or one archive, together. */
function sharing(plugins: readonly RemotePlugin[]): RemotePlugin[][] {
  const groups = new Map<string, RemotePlugin[]>()
  for (const plugin of plugins) {
    const { source } = plugin
    const key = `${source.url} ${source.kind === 'git' ? source.commit : source.sha256}`
    groups.set(key, [...(groups.get(key) ?? []), plugin])
  }
  return [...groups.values()]
}

/** All files of a commit or an archive. A commit has a repository of its own: nothing that another server sent is in it. */
async function fetchTree(
  context: Context,
  source: PinnedSource,
  { repository, remaining }: { repository: string; remaining: Remaining },
): Promise<Tree> {
  if (source.kind === 'archive')
    return await fetchArchiveTree(context, source, { ...remaining.tree(), onFetched: remaining.fetched })
  const { url, commit } = source
  const resolved = { commit, wanted: commit }
  const { bytes } = await fetchCommit(context.git, repository, { url, resolved, maxBytes: remaining.transfer() })
  remaining.fetched(bytes)
  return await readCommit(context.git, repository, commit)
}

/** The time limit of one call is that of all together, and still ends when the run is asked to stop. */
function timed({ host, options, limits }: Context): { inTime: Context; end: () => void } {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(tooSlow(limits.timeoutMs)), limits.timeoutMs)
  const signal = options.signal ? AbortSignal.any([stop.signal, options.signal]) : stop.signal
  return { inTime: contextOf(host, { ...options, signal }), end: () => clearTimeout(timer) }
}

function asSource(source: PinnedSource): Source {
  return source.kind === 'git' ? { kind: 'git', url: source.url, ref: source.commit } : source
}

/** Says of which plugin a failure is; a limit is always that of the whole marketplace. */
async function naming(name: string, limits: Limits, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    const { code, message, hint } = LIMIT_CODES.has(cause.code) ? tooLarge(limits) : cause
    throw new CoworkError(code, `The plugin ${name} lies elsewhere. ${message}`, {
      ...(hint !== undefined && { hint }),
      cause,
    })
  }
}

const LIMIT_CODES = new Set(['too-large', 'download-too-large'])

function tooSlow(timeoutMs: number): CoworkError {
  return new CoworkError(
    'download-timeout',
    `Expected all plugins that lie elsewhere within ${timeoutMs} ms, found that they were not.`,
    {
      hint: 'Try again later, or check the network and the proxy.',
    },
  )
}
