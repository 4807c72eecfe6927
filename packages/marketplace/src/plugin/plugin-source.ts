import { CoworkError } from '@cowork-mdm/machine'
import * as z from 'zod'
import { remoteUrl } from '../source/parse-source.js'

/**
 * Where a marketplace's manifest says that the files of a plugin are: in its own tree, or somewhere to fetch them from.
 * The forms are those of https://code.claude.com/docs/en/plugins/marketplace-reference; `archive` is also that of Claude
 * Desktop's hosted marketplaces.
 */
export type PluginSource = { kind: 'path'; path: string } | RemoteSource

export type RemoteSource =
  | { kind: 'git'; url: string; ref?: string; sha?: string; path?: string }
  | { kind: 'archive'; url: string; sha256?: string }

const REF = { ref: z.string().optional(), sha: z.string().optional() }

/** The source of an entry as the manifest has it. */
export const SOURCE_SCHEMA = z.union(
  [
    z.string().min(1),
    z.looseObject({ source: z.literal('github'), repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/), ...REF }),
    z.looseObject({ source: z.enum(['url', 'git']), url: z.string(), ...REF }),
    z.looseObject({ source: z.literal('git-subdir'), url: z.string(), path: z.string(), ...REF }),
    z.looseObject({ source: z.literal('archive'), url: z.string(), sha256: z.string().optional() }),
    z.looseObject({
      source: z.literal('npm'),
      package: z.string(),
      version: z.string().optional(),
      registry: z.string().optional(),
    }),
    z.looseObject({
      source: z.string().refine((kind) => !['github', 'url', 'git', 'git-subdir', 'archive', 'npm'].includes(kind)),
    }),
  ],
  { error: 'a path, or a map with source and what goes with it' },
)

export interface PluginSourceRules {
  /** Stands before paths that do not begin with `./`. */
  pluginRoot?: string | undefined
  /** Lets git use `http:` and `file:`. */
  allowInsecure?: boolean | undefined
}

/** The source of an entry; in words what is the matter where it cannot be used. */
export function parseSource(
  source: z.infer<typeof SOURCE_SCHEMA>,
  { pluginRoot, allowInsecure }: PluginSourceRules = {},
): PluginSource | string {
  if (typeof source === 'string') {
    const path = pluginRoot === undefined || /^\.{0,2}\//.test(source) ? source : `${pluginRoot}/${source}`
    return { kind: 'path', path }
  }
  const { sha, ref } = source as { sha?: string; ref?: string }
  const at = { ...(ref !== undefined && { ref }), ...(sha !== undefined && { sha }) }
  switch (source.source) {
    case 'github':
      return { kind: 'git', url: `https://github.com/${String(source['repo'])}.git`, ...at }
    case 'url':
    case 'git':
    case 'git-subdir': {
      const { url, path } = source as { url: string; path?: string }
      if (path !== undefined && !isRelativePath(path)) return 'a path that leads out of the repository'
      const address = gitUrl(url, allowInsecure)
      if ('problem' in address) return address.problem
      return { kind: 'git', ...address, ...at, ...(path !== undefined && { path }) }
    }
    case 'archive': {
      const { url, sha256 } = source as { url: string; sha256?: string }
      if (!URL.canParse(url)) return 'something that is no address'
      const { protocol, username, password } = new URL(url)
      if (protocol !== 'https:') return 'an address that does not begin with https://'
      if (username + password !== '') return 'an address with a user name or password'
      return { kind: 'archive', url, ...(sha256 !== undefined && { sha256 }) }
    }
    case 'npm':
      return 'a package of npm, which this tool does not install'
    default:
      return 'a kind of source that this tool does not know'
  }
}

/** What is asked of the source of a marketplace is asked of that of a plugin. */
function gitUrl(text: string, allowInsecure: boolean | undefined): { url: string } | { problem: string } {
  try {
    return { url: remoteUrl(text, { allowInsecure }) }
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return { problem: URL_PROBLEMS[cause.code] ?? 'something that is no address of a repository' }
  }
}

const URL_PROBLEMS: Record<string, string> = {
  'secret-in-source': 'an address with a user name or password',
  'insecure-source': 'an address that begins with neither https:// nor ssh://',
}

/** A source that says exactly which bytes it means. */
export type PinnedSource =
  { kind: 'git'; url: string; commit: string; path?: string } | { kind: 'archive'; url: string; sha256: string }

/** The bytes that a source means; nothing where it could mean others tomorrow. */
export function pinnedSource(source: RemoteSource): PinnedSource | undefined {
  if (source.kind === 'git') {
    const { url, sha, ref, path } = source
    const commit = sha ?? ref ?? ''
    if (!/^[0-9a-f]{40}$/.test(commit)) return undefined
    return { kind: 'git', url, commit, ...(path !== undefined && { path: cleanPath(path) }) }
  }
  const { url, sha256 = '' } = source
  return /^[0-9a-f]{64}$/i.test(sha256) ? { kind: 'archive', url, sha256: sha256.toLowerCase() } : undefined
}

/** What an author has to write so that a source is pinned. */
export function howToPin({ kind, url }: RemoteSource): string {
  return kind === 'git'
    ? `Write "sha" with a full commit of 40 digits into its source; git ls-remote ${url} prints it.`
    : 'Write "sha256" with the digest of the archive into its source; sha256sum FILE prints it.'
}

/** Whether a path of a manifest stays in its folder whatever is there, links apart. */
export function isRelativePath(path: string): boolean {
  return path !== '' && !/^[/~]|[\\\0]|^[A-Za-z]:/.test(path) && !path.split('/').includes('..')
}

/** Without `./` at the front and slashes at the end; `.` for the folder itself. */
export function cleanPath(path: string): string {
  return (
    path
      .split('/')
      .filter((name) => name !== '' && name !== '.')
      .join('/') || '.'
  )
}
