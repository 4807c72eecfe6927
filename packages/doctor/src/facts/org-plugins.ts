import { pathOf } from '@cowork-mdm/host'
import { CoworkError, pathsOf, inTurns, type Host } from '@cowork-mdm/machine'
import { checkPlugin, type PluginFacts, type PluginProblem } from '@cowork-mdm/marketplace'
import { quietly } from './look.js'

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
  /** Whether it holds a clone, with several plugins in it. */
  isClone: boolean
}

/** The app looks nowhere on Linux (aaddrick/claude-desktop-debian#607). */
export async function orgPlugins(host: Host): Promise<OrgPlugins | undefined> {
  if (host.platform === 'linux') return undefined
  const folder = pathOf(host.platform, 'org-plugins')
  try {
    const entries = (await host.list(folder)).filter(({ name }) => !name.startsWith('.'))
    return { folder, exists: true, entries: await inTurns(entries, 16, ({ name }) => readEntry(host, folder, name)) }
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    if (cause.code === 'file-missing') return { folder, exists: false, entries: [] }
    return { folder, exists: true, entries: [], problem: cause.message }
  }
}

async function readEntry(host: Host, folder: string, name: string): Promise<OrgPlugin> {
  const native = pathsOf(host.platform)
  const path = native.join(folder, name)
  const facts = await quietly(host.stat(path))
  if (facts?.type !== 'folder' && facts?.type !== 'link')
    return { name, path, kind: 'file', problems: [], isClone: false }
  const real = await quietly(host.realPath(path))
  const entry: OrgPlugin = {
    name,
    path,
    kind: facts.type,
    ...(facts.target !== undefined && { target: facts.target }),
    ...(real !== undefined && { real }),
    problems: [],
    isClone: (await quietly(host.stat(native.join(path, '.git')))) !== undefined,
  }
  if (real === undefined || entry.isClone) return entry
  return { ...entry, ...(await readPlugin(host, real)) }
}

async function readPlugin(host: Host, folder: string): Promise<Pick<OrgPlugin, 'plugin' | 'problems'>> {
  try {
    const { hash: _, ...plugin } = await checkPlugin(host, folder, '.', { hash: false })
    return { ...(plugin.name !== undefined && { plugin }), problems: plugin.problems }
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return { problems: [{ code: 'not-a-file', severity: 'error', file: '.', message: cause.message }] }
  }
}
