import { pathOf } from '@cowork-mdm/host'
import {
  quietly,
  CoworkError,
  pathKey,
  pathsOf,
  inTurns,
  whoMayWrite,
  type FolderEntry,
  type Host,
  type WalkedEntry,
} from '@cowork-mdm/machine'
import { checkPlugin, type PluginFacts, type PluginProblem } from '@cowork-mdm/marketplace'

/** What lies where the app looks for the plugins of the organization. */
export interface OrgPlugins {
  folder: string
  /** Whether there is such a folder. */
  exists: boolean
  /** Why it could not be listed. */
  problem?: string
  entries: OrgPlugin[]
}

/** One entry: the app takes each for a plugin, by the name of its folder. */
export interface OrgPlugin {
  name: string
  path: string
  kind: 'folder' | 'link' | 'file'
  /** Of a link: what it says, and where it leads in the end; nothing where it leads nowhere. */
  target?: string
  real?: string
  /** What was read of it; absent where it is no plugin. */
  plugin?: Omit<PluginFacts, 'hash'>
  problems: PluginProblem[]
  /** What is in it that others than administrators can write, by owner and permission bits: `hooks/run.sh`. */
  writable: { path: string; who: string[] }[]
  /** Whether it holds a clone, with several plugins in it. */
  isClone: boolean
}

/** The app looks nowhere on Linux (aaddrick/claude-desktop-debian#607). */
export async function orgPlugins(host: Host): Promise<OrgPlugins | undefined> {
  if (host.platform === 'linux') return undefined
  const folder = pathOf(host.platform, 'org-plugins')
  try {
    const top = (await host.realPath(folder)) ?? folder
    const entries = (await host.list(top)).filter(({ name }) => !name.startsWith('.'))
    return {
      folder,
      exists: true,
      entries: await inTurns(entries, 16, (entry) => readEntry(host, { folder, top }, entry)),
    }
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    if (cause.code === 'file-missing') return { folder, exists: false, entries: [] }
    return { folder, exists: true, entries: [], problem: cause.message }
  }
}

async function readEntry(
  host: Host,
  { folder, top }: { folder: string; top: string },
  { name, type }: FolderEntry,
): Promise<OrgPlugin> {
  const native = pathsOf(host.platform)
  const path = native.join(folder, name)
  if (type !== 'folder' && type !== 'link')
    return { name, path, kind: 'file', problems: [], writable: [], isClone: false }
  const real = type === 'folder' ? native.join(top, name) : await quietly(host.realPath(path))
  const target = type === 'folder' ? undefined : (await quietly(host.stat(path)))?.target
  const entry: OrgPlugin = {
    name,
    path,
    kind: type,
    ...(target !== undefined && { target }),
    ...(real !== undefined && { real }),
    problems: [],
    writable: [],
    isClone: false,
  }
  return real === undefined ? entry : { ...entry, ...(await readPlugin(host, real)) }
}

/** Ends the look at a plugin that is none: what is in a clone does not matter, and may be very much. */
class IsClone extends Error {}

async function readPlugin(
  host: Host,
  folder: string,
): Promise<Pick<OrgPlugin, 'plugin' | 'problems' | 'writable' | 'isClone'>> {
  const writable: OrgPlugin['writable'] = []
  const onEntry = ({ names, facts }: WalkedEntry) => {
    if (names.length === 1 && pathKey(host.platform, names[0]!) === '.git') throw new IsClone()
    const who = facts ? whoMayWrite(host, facts) : []
    if (who.length > 0) writable.push({ path: names.join('/'), who })
  }
  try {
    const { hash: _, ...plugin } = await checkPlugin(host, folder, '.', { hash: false, onEntry })
    return { ...(plugin.name !== undefined && { plugin }), problems: plugin.problems, writable, isClone: false }
  } catch (cause) {
    if (cause instanceof IsClone) return { problems: [], writable: [], isClone: true }
    if (!(cause instanceof CoworkError)) throw cause
    const problem = { code: 'not-a-file', severity: 'error', file: '.', message: cause.message } as const
    return { problems: [problem], writable, isClone: false }
  }
}
