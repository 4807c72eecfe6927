import type { Host } from '@cowork-mdm/machine'
import * as z from 'zod'
import { checkFiles } from './check-files.js'
import { checkHooks, HOOKS } from './check-hooks.js'
import { checkMarkdown } from './check-markdown.js'
import { checkServers } from './check-servers.js'
import { checkSkill, checkSkills } from './check-skills.js'
import { hashEntries, type ContentHashOptions } from './content-hash.js'
import { readJsonFile } from './json-file.js'
import { cleanPath, isRelativePath } from './plugin-source.js'
import type { InstallationPreference } from './plugin-set.js'
import { reporter, type PluginProblem, type Report } from './problems.js'
import { knownTree } from './known-tree.js'
import type { TreeReader } from './tree-reader.js'
import { walkTree, type OnEntry, type TreeEntry } from './walk-tree.js'

/** What a plugin says of itself. */
export interface PluginIdentity {
  /** As its manifest says; of a single skill, its own name. */
  name?: string
  version?: string
  description?: string
  installationPreference?: InstallationPreference
}

/** What a plugin says of itself, and what is wrong with it. */
export interface PluginFacts extends PluginIdentity {
  /** See `contentHash`; empty where there is too much to read. */
  hash: string
  problems: PluginProblem[]
}

const MANIFEST = '.claude-plugin/plugin.json'
const PREFERENCES = ['required', 'auto_install', 'available'] as const
const PATHS = z.union([z.string(), z.array(z.string())], { error: 'a path or a list of paths' })

const MANIFEST_SCHEMA = z.looseObject({
  name: z.string(),
  version: z.string().optional(),
  description: z.string().optional(),
  author: z
    .union([z.string(), z.looseObject({ name: z.string().optional() })], { error: 'a name or a map' })
    .optional(),
  installationPreference: z.enum(PREFERENCES).optional(),
  commands: z.union([PATHS, z.looseObject({})], { error: 'paths' }).optional(),
  agents: PATHS.optional(),
  skills: PATHS.optional(),
  hooks: z.union([PATHS, HOOKS, z.looseObject({ hooks: HOOKS })], { error: 'a path, or hooks by event' }).optional(),
  mcpServers: z.union([PATHS, z.looseObject({})], { error: 'a path, or servers by name' }).optional(),
})

// https://semver.org, without its leading zeros and without its rules for what follows the three numbers.
const VERSION = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/

/**
 * Checks one plugin. `folder` is a native path; paths of problems begin with `prefix`. Without a name and without a problem, it
 * is no plugin. `hash: false` leaves the hash empty, as every file has to be read for it; `executables` is that of `contentHash`;
 * `onEntry` is told of everything in the folder.
 */
export async function checkPlugin(
  host: Host,
  folder: string,
  prefix: string,
  { hash = true, executables, onEntry }: { hash?: boolean; onEntry?: OnEntry } & ContentHashOptions = {},
): Promise<PluginFacts> {
  const problems: PluginProblem[] = []
  const report = reporter(problems, prefix)
  const entries = await walkTree(host, folder, { onEntry }).catch((error: unknown) => {
    const { code, message } = error as { code?: unknown; message: string }
    if (code !== 'too-large') throw error
    report('plugin-too-large', '.', message)
    return undefined
  })
  if (!entries) return { hash: '', problems }
  const tree = await knownTree(host, folder, entries)
  await checkFiles(host, tree, { entries, report })
  const facts = await checkParts(tree, report)
  return { ...facts, hash: hash ? await hashOf(host, folder, entries, { executables }) : '', problems }
}

/** Names that the platform cannot open are an error already. */
async function hashOf(
  host: Host,
  folder: string,
  entries: readonly TreeEntry[],
  options: ContentHashOptions,
): Promise<string> {
  return await hashEntries(host, folder, entries, options).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'bad-path') return ''
    throw error
  })
}

async function checkParts(tree: TreeReader, report: Report): Promise<PluginIdentity> {
  const read = await readManifest(tree, report)
  if (!read) return {}
  const { identity, manifest, single } = read
  for (const part of ['commands', 'agents', 'skills', 'hooks']) {
    if (await tree.list(`.claude-plugin/${part}`))
      report('misplaced-part', `.claude-plugin/${part}`, `Expected ${part} beside .claude-plugin, found them in it.`)
  }
  const { version } = identity
  if (version !== undefined && !VERSION.test(version))
    report('version-style', MANIFEST, `Expected a version such as 1.2.0, found ${JSON.stringify(version)}.`, {
      at: manifest!.at(['version']),
    })
  const count = await countParts(tree, manifest?.value ?? {}, report, manifest?.at)
  if (count === 0 && !single)
    report('nothing-in-it', '.', 'Expected skills, commands, agents, hooks or servers, found none.')
  return identity
}

/** What a plugin says of itself, without a look at its parts. */
export async function readIdentity(tree: TreeReader, report: Report): Promise<PluginIdentity | undefined> {
  return (await readManifest(tree, report))?.identity
}

/** Nothing where the app would find no plugin. */
async function readManifest(tree: TreeReader, report: Report) {
  const size = await tree.sizeOf(MANIFEST)
  const single = (await tree.sizeOf('SKILL.md')) !== undefined
  const skill = single ? await checkSkill(tree, '.', report) : undefined
  const manifest = await readJsonFile(tree, MANIFEST, { schema: MANIFEST_SCHEMA, report })
  if (!manifest && (size !== undefined || !single)) return undefined
  const {
    name = skill?.name,
    version,
    description = skill?.description,
    installationPreference,
  } = manifest?.value ?? {}
  const identity: PluginIdentity = {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(installationPreference !== undefined && { installationPreference }),
  }
  return { identity, manifest, single }
}

type At = (path: readonly (string | number)[]) => { line: number; column: number }

/** Checks the parts in their own folders and those that the manifest names, and counts them. */
async function countParts(
  tree: TreeReader,
  manifest: Partial<z.infer<typeof MANIFEST_SCHEMA>>,
  report: Report,
  at: At | undefined,
): Promise<number> {
  let count = 0
  const named = async (part: 'commands' | 'agents' | 'skills' | 'hooks' | 'mcpServers') => {
    const value = manifest[part]
    if (value === undefined) return []
    const paths = typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
    if (paths.length === 0) count += 1
    const found: string[] = []
    for (const path of paths) {
      if (!isRelativePath(path))
        report('path-outside', MANIFEST, `Expected a path in the plugin for ${part}, found another one.`, {
          at: at?.([part]),
        })
      else if ((await tree.resolve(cleanPath(path))) === undefined)
        report('path-missing', MANIFEST, `Expected something in the plugin at the path of ${part}, found nothing.`, {
          at: at?.([part]),
        })
      else found.push(cleanPath(path))
    }
    return found
  }
  for (const path of distinct('skills', await named('skills'))) {
    if ((await tree.sizeOf(`${path}/SKILL.md`)) === undefined) count += (await checkSkills(tree, path, report)).length
    else {
      count += 1
      await checkSkill(tree, path, report)
    }
  }
  for (const part of ['commands', 'agents'] as const)
    for (const path of distinct(part, await named(part))) count += await checkMarkdown(tree, path, report)
  for (const path of distinct('hooks/hooks.json', await named('hooks')))
    if (await checkHooks(tree, path, report)) count += 1
  for (const path of distinct('.mcp.json', await named('mcpServers'))) count += await checkServers(tree, path, report)
  return count
}

function distinct(usual: string, others: readonly string[]): string[] {
  return [...new Set([usual, ...others])]
}
