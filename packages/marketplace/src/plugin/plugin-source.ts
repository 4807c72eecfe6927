import * as z from 'zod'

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

/**
 * The source of an entry; in words what is the matter where it cannot be used. `pluginRoot` stands before paths that do
 * not begin with `./`.
 */
export function parseSource(
  source: z.infer<typeof SOURCE_SCHEMA>,
  pluginRoot: string | undefined,
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
      const problem = gitUrlProblem(url)
      if (problem) return problem
      if (path !== undefined && !isRelativePath(path)) return 'a path that leads out of the repository'
      // Some write the repository as GitHub shows it.
      const full = /^[\w.-]+\/[\w.-]+$/.test(url) ? `https://github.com/${url}.git` : url
      return { kind: 'git', url: full, ...at, ...(path !== undefined && { path }) }
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

/** https or ssh, without a password; what begins with a dash would be an option. */
function gitUrlProblem(url: string): string | undefined {
  if (/^[\w.-]+\/[\w.-]+$/.test(url) && !url.startsWith('-')) return undefined
  if (/^[\w.-]+@[\w.-]+:(?!\/)[^\s]+$/.test(url) && !url.startsWith('-')) return undefined
  if (!URL.canParse(url)) return 'something that is no address'
  const { protocol, password, username } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'ssh:') return 'an address that begins with neither https:// nor ssh://'
  return password !== '' || (protocol === 'https:' && username !== '')
    ? 'an address with a user name or password'
    : undefined
}

/** Whether a source says exactly which bytes it means. */
export function isPinned(source: RemoteSource): boolean {
  if (source.kind === 'git') return /^[0-9a-f]{40}$/.test(source.sha ?? source.ref ?? '')
  return source.kind === 'archive' && /^[0-9a-f]{64}$/i.test(source.sha256 ?? '')
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
