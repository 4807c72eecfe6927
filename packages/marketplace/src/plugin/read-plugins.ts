import { pathsOf, type Host } from '@cowork-mdm/machine'
import { checkPlugin, type PluginFacts } from './check-plugin.js'
import { ELSEWHERE, isElsewhere } from './elsewhere-folder.js'
import { readJsonFile, type JsonFile } from './json-file.js'
import { MANIFEST, MANIFEST_SCHEMA, MAX_MANIFEST_BYTES, type Manifest } from './marketplace-manifest.js'
import { nameKey, nameProblem } from './plugin-names.js'
import type { Plugin, PluginSet, RemotePlugin } from './plugin-set.js'
import { pathsIn } from './paths-in.js'
import { cleanPath, howToPin, isRelativePath, parseSource, pinnedSource, type PinnedSource } from './plugin-source.js'
import { joined, reporter, type PluginProblem, type Report } from './problems.js'
import { treeReader, type TreeReader } from './tree-reader.js'

/** Folders that hold plugins by convention; a name in the first one wins. */
const CONVENTIONAL = ['plugins', 'external_plugins']

export interface ReadPluginsOptions {
  /** Files of the tree that can be run, where the file system does not know; see `contentHash`. */
  executables?: ReadonlySet<string> | undefined
  /** Lets plugins lie in repositories by `http:` and `file:`. */
  allowInsecure?: boolean | undefined
  /** Plugins that lie elsewhere were fetched into the tree. */
  fetched?: boolean | undefined
}

/**
 * Reads which plugins a tree offers, and what is wrong with them: those of `.claude-plugin/marketplace.json`, then those in
 * `plugins/` and `external_plugins/` that it does not name, else the tree itself as one plugin. Nothing is written or run,
 * and nothing outside of the tree is read.
 *
 * @throws CoworkError where the folder cannot be read
 */
export async function readPlugins(host: Host, folder: string, options: ReadPluginsOptions = {}): Promise<PluginSet> {
  return await new PluginReader(host, folder, await treeReader(host, folder), options).read()
}

class PluginReader {
  private readonly plugins: Plugin[] = []
  private readonly elsewhere: RemotePlugin[] = []
  private readonly problems: PluginProblem[] = []
  private readonly report: Report = reporter(this.problems)
  /** Names by their keys. */
  private readonly names = new Map<string, string>()
  private readonly folders = new Set<string>()

  constructor(
    private readonly host: Host,
    private readonly root: string,
    private readonly tree: TreeReader,
    private readonly options: ReadPluginsOptions,
  ) {}

  async read(): Promise<PluginSet> {
    const hasManifest = (await this.tree.sizeOf(MANIFEST)) !== undefined
    const manifest = await readJsonFile(this.tree, MANIFEST, {
      schema: MANIFEST_SCHEMA,
      report: this.report,
      maxBytes: MAX_MANIFEST_BYTES,
    })
    if (hasManifest && !manifest) return this.set()
    if (manifest) await this.readManifest(manifest)
    for (const parent of CONVENTIONAL) await this.readFolder(parent, hasManifest)
    const isEmpty = this.plugins.length + this.elsewhere.length === 0
    if (isEmpty && !hasManifest && this.problems.length === 0) await this.readSingle()
    if (isEmpty && this.plugins.length === 0)
      this.report('no-plugins', hasManifest ? MANIFEST : '.', 'Expected at least one plugin, found none.')
    return this.set(manifest?.value.name)
  }

  private set(name?: string): PluginSet {
    const { plugins, elsewhere, problems } = this
    return { ...(name !== undefined && { name }), plugins, elsewhere, problems }
  }

  private async readManifest({ value, at }: JsonFile<Manifest>): Promise<void> {
    const problem = nameProblem(value.name)
    if (problem)
      this.report(
        'invalid-name',
        MANIFEST,
        `Expected a name for the marketplace that can be a folder, found ${problem}.`,
        { at: at(['name']) },
      )
    if (typeof (value.owner as { name?: unknown } | null | undefined)?.name !== 'string')
      this.report('invalid-value', MANIFEST, 'Expected a map with a name for owner, found something else or nothing.', {
        at: at(['owner']),
        severity: 'warning',
      })
    for (const [index, entry] of value.plugins.entries())
      await this.readEntry(entry, value.metadata?.pluginRoot, (field) => at(['plugins', index, field]))
  }

  private async readEntry(
    { name, version, description, source }: Manifest['plugins'][number],
    pluginRoot: string | undefined,
    at: (field: string) => { line: number; column: number },
  ): Promise<void> {
    // Finding a place reads the whole manifest, so that it is done only where there is something to say.
    if (!this.takeName(name, MANIFEST, () => at('name'))) return
    const { allowInsecure, fetched } = this.options
    const parsed = parseSource(source, { pluginRoot, allowInsecure })
    const place = () => ({ at: at('source') })
    if (typeof parsed === 'string')
      return this.report(
        'source-unsupported',
        MANIFEST,
        `Expected a source that can be fetched for ${name}, found ${parsed}.`,
        place(),
      )
    const pinned = parsed.kind === 'path' ? undefined : pinnedSource(parsed)
    if (parsed.kind !== 'path' && !pinned)
      return this.report(
        'source-not-pinned',
        MANIFEST,
        `Expected a source of ${name} that is pinned to its content, found one that may be something else tomorrow. ${howToPin(parsed)}`,
        place(),
      )
    if (pinned && !fetched) {
      this.elsewhere.push({ name, source: pinned, ...(version !== undefined && { version }) })
      return
    }
    const folder = pinned ? `${ELSEWHERE}/${name}` : parsed.kind === 'path' ? ownFolder(parsed.path) : undefined
    const outside = `Expected a folder of the marketplace as source of ${name}, found one that leads out of it.`
    if (folder === undefined) return this.report('source-outside', MANIFEST, outside, place())
    if (!(await this.tree.list(folder))) {
      const facts = await this.host.stat(this.placeOf(folder)).catch(() => undefined)
      if (facts?.type === 'link') return this.report('source-outside', MANIFEST, outside, place())
      return this.report(
        'source-missing',
        MANIFEST,
        `Expected a folder as source of ${name}, found none at ${pinned ? placeOf(pinned) : folder}.`,
        place(),
      )
    }
    if (!(await this.isPlugin(folder)))
      return this.report(
        'no-manifest',
        folder,
        `Expected .claude-plugin/plugin.json or SKILL.md for ${name}, found neither: the app takes it for no plugin, and it is not offered.`,
      )
    const facts = await this.add(name, folder)
    if (version !== undefined && facts.version !== undefined && facts.version !== version)
      reporter(facts.problems)(
        'version-differs',
        MANIFEST,
        `Expected ${facts.version} for the version of ${name}, as its own manifest says, found ${version}.`,
        { at: at('version') },
      )
    const plugin = this.plugins.at(-1)!
    if (pinned) plugin.source = pinned
    plugin.version ??= version!
    plugin.description ??= description!
    if (plugin.version === undefined) delete plugin.version
    if (plugin.description === undefined) delete plugin.description
  }

  private async readFolder(parent: string, hasManifest: boolean): Promise<void> {
    for (const { name, type } of (await this.tree.list(parent)) ?? []) {
      const path = `${parent}/${name}`
      if (name.startsWith('.') || (type !== 'folder' && type !== 'link')) continue
      const folder = await this.tree.resolve(path)
      if (folder === undefined) {
        this.report(
          'source-outside',
          path,
          'Expected a folder of the marketplace, found a link that leads out of it or nowhere.',
        )
        continue
      }
      if (this.folders.has(folder) || !(await this.isPlugin(folder))) continue
      if (hasManifest) {
        if (this.names.has(nameKey(name))) continue
        this.report(
          'unlisted-plugin',
          path,
          `Expected ${name} in ${MANIFEST}, found it beside; it is offered all the same.`,
        )
      }
      if (this.takeName(name, path)) await this.add(name, folder)
    }
  }

  private async readSingle(): Promise<void> {
    if (!(await this.isPlugin('.'))) return
    const facts = await this.check('.')
    const name = facts.name ?? ''
    if (facts.name !== undefined && !this.takeName(name, '.')) return
    this.push(name, '.', facts)
  }

  /** What has neither is no plugin, but a folder that plugins share. */
  private async isPlugin(folder: string): Promise<boolean> {
    for (const file of ['.claude-plugin/plugin.json', 'SKILL.md'])
      if ((await this.tree.sizeOf(joined(folder, file))) !== undefined) return true
    return false
  }

  /** Whether a plugin can have this name and no other one has it. */
  private takeName(name: string, file: string, at?: () => { line: number; column: number }): boolean {
    const problem = nameProblem(name)
    if (problem) {
      this.report('invalid-name', file, `Expected a name for a plugin that can be a folder, found ${problem}.`, {
        at: at?.(),
      })
      return false
    }
    const key = nameKey(name)
    const other = this.names.get(key)
    if (other !== undefined) {
      this.report(
        'duplicate-name',
        file,
        `Expected names that differ in more than case, found ${name} after ${other}; the first one counts.`,
        { at: at?.() },
      )
      return false
    }
    this.names.set(key, name)
    return true
  }

  private async add(name: string, folder: string): Promise<PluginFacts> {
    const facts = await this.check(folder)
    if (facts.name !== undefined && facts.name !== name)
      reporter(facts.problems, folder)(
        'name-differs',
        '.',
        `Expected ${name} for its name, found ${facts.name}: the app goes by the folder, which will be ${name}.`,
      )
    this.push(name, folder, facts)
    return facts
  }

  private push(name: string, folder: string, { name: _, ...facts }: PluginFacts): void {
    this.plugins.push({ name, folder, ...facts })
  }

  private async check(folder: string): Promise<PluginFacts> {
    const real = (await this.tree.resolve(folder)) ?? folder
    this.folders.add(real)
    return await checkPlugin(this.host, this.placeOf(real), folder, { executables: this.executablesIn(real) })
  }

  private executablesIn(folder: string): ReadonlySet<string> | undefined {
    const { executables } = this.options
    return executables && pathsIn(folder, executables)
  }

  private placeOf(folder: string): string {
    return folder === '.' ? this.root : pathsOf(this.host.platform).join(this.root, ...folder.split('/'))
  }
}

/** As the manifest has it. */
function placeOf(source: PinnedSource): string {
  return source.kind === 'git' ? `${source.path ?? '.'} of ${source.url}` : source.url
}

/** A folder of the tree itself; nothing where a path leads out of it, or to what was fetched from somewhere else. */
function ownFolder(path: string): string | undefined {
  const folder = isRelativePath(path) ? cleanPath(path) : undefined
  return folder === undefined || isElsewhere(folder) ? undefined : folder
}
