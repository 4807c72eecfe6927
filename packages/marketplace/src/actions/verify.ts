import { pathsOf } from '@cowork-mdm/machine'
import { isInterrupted, type Context } from '../context.js'
import { readCurrent } from '../store/current.js'
import { readIfThere, readLock, type LockedMarketplace } from '../store/lock-file.js'
import { planPlacement } from '../store/placement.js'
import { changeableByOthers } from '../store/trusted-store.js'
import { pluginProblem, versionProblems } from './version-problems.js'

export interface VerifyResult {
  changed: false
  /** Nothing was found. */
  ok: boolean
  /** Names of those that were compared. */
  marketplaces: string[]
  findings: VerifyFinding[]
}

export interface VerifyFinding {
  code:
    | 'changeable-by-others'
    | 'interrupted'
    | 'wrong-version'
    | 'plugin-missing'
    | 'plugin-changed'
    | 'plugin-not-placed'
    | 'plugin-conflict'
    | 'plugin-shadowed'
  marketplace?: string
  plugin?: string
  path: string
  message: string
}

/** Compares what is on the machine with the lock. Nothing is asked of a server, and nothing changed. */
export async function verify(context: Context): Promise<VerifyResult> {
  const { host, paths } = context
  for (let tries = 1; ; tries += 1) {
    const before = await readIfThere(host, paths.lock)
    const result = await findProblems(context).catch((cause: unknown) => cause)
    // What another run has changed in the meantime was not looked at as a whole.
    const isSteady = before === (await readIfThere(host, paths.lock))
    if (isSteady || tries === TRIES) {
      if (isResult(result)) return result
      throw result
    }
  }
}

const TRIES = 5

function isResult(result: unknown): result is VerifyResult {
  return !(result instanceof Error)
}

async function findProblems(context: Context): Promise<VerifyResult> {
  const { host, paths, placement } = context
  const findings: VerifyFinding[] = []
  const lock = await readLock(host, paths.lock)
  if (await isInterrupted(context)) {
    findings.push({
      code: 'interrupted',
      path: paths.journal,
      message: 'A run was interrupted; the next change completes or undoes it.',
    })
  }
  const orgPlugins = lock.marketplaces.flatMap(({ placed }) => placed?.orgPlugins ?? [])
  for (const folder of new Set([paths.clones, ...orgPlugins])) {
    if (!(await host.stat(folder))) continue
    for (const { path, who } of await changeableByOthers(host, folder)) {
      findings.push({ code: 'changeable-by-others', path, message: `${who.join(' and ')} can change ${path}.` })
    }
  }
  for (const marketplace of lock.marketplaces) findings.push(...(await problemsOf(context, marketplace)))
  const plan = await planPlacement(host, paths, { before: lock, after: lock }, placement)
  const owners = new Map(lock.marketplaces.flatMap(({ name, plugins }) => plugins.map((plugin) => [plugin.name, name])))
  for (const { plugin, path, to } of plan.steps) {
    const message =
      to === null ? `${path} is still there, and belongs to no marketplace.` : `${path} does not lead to the plugin.`
    const marketplace = owners.get(plugin)
    findings.push({
      code: 'plugin-not-placed',
      ...(marketplace !== undefined && { marketplace }),
      plugin,
      path,
      message,
    })
  }
  for (const { plugin, marketplace, path, found } of plan.conflicts) {
    const message = `${path} is ${found} that this tool did not make; the plugin is not there.`
    findings.push({ code: 'plugin-conflict', marketplace, plugin, path, message })
  }
  for (const { plugin, marketplace, by } of plan.shadowed) {
    const message = `${by} offers a plugin of this name too, and comes first.`
    findings.push({
      code: 'plugin-shadowed',
      marketplace,
      plugin,
      path: paths.marketplace(marketplace).folder,
      message,
    })
  }
  const marketplaces = lock.marketplaces.map(({ name }) => name)
  return { changed: false, ok: findings.length === 0, marketplaces, findings }
}

async function problemsOf(
  { host, paths }: Context,
  { name, revision, plugins, placed }: LockedMarketplace,
): Promise<VerifyFinding[]> {
  const place = paths.marketplace(name)
  const current = await readCurrent(host, place)
  const wrong: VerifyFinding[] =
    current === revision
      ? []
      : [
          {
            code: 'wrong-version',
            marketplace: name,
            path: place.current,
            message: `${place.current} says ${current ?? 'nothing'}, and the lock ${revision}.`,
          },
        ]
  const copies = placed?.as === 'copy' ? plugins.filter((plugin) => placed.plugins.includes(plugin.name)) : []
  const problems = [
    ...(await versionProblems(host, place.version(revision), plugins)),
    ...(await Promise.all(
      copies.map(
        async (plugin) =>
          await pluginProblem(host, pathsOf(host.platform).join(placed!.orgPlugins, plugin.name), plugin),
      ),
    )),
  ]
  return [
    ...wrong,
    ...problems.filter((problem) => problem !== undefined).map((problem) => ({ marketplace: name, ...problem })),
  ]
}
