import type { FileFacts, Host, Platform } from '../host.js'
import { inTurns } from '../in-turns.js'
import { quietly } from '../quietly.js'
import { macListWriters, posixWriters } from './posix-writers.js'
import { windowsWriters } from './windows-writers.js'

export interface ChangeableBy {
  /** The file or folder itself, or a folder above it in which it could be exchanged. */
  path: string
  /** `user 501`, `group 20`, `everyone`, `Users` or a SID. */
  who: string[]
}

/**
 * Where somebody who is no administrator can change a file or folder, add to it, or exchange it or anything on the way
 * to it, links included; empty where nobody can. Nothing where this cannot be found out, or where there is nothing.
 */
export async function whoCanChange(host: Host, path: string): Promise<ChangeableBy[] | undefined> {
  const way = await host.way(path)
  return way && (await judge(host, [way]))[0]
}

/**
 * The same for many paths. To ask for access lists may take a process, so that what several paths lead through is asked
 * for once. Nothing, too, of a path that cannot be followed.
 */
export async function whoCanChangeEach(host: Host, paths: readonly string[]): Promise<(ChangeableBy[] | undefined)[]> {
  const ways = await inTurns(paths, 16, async (path) => await quietly(host.way(path)))
  return await judge(host, ways)
}

/** Who may write a file or folder by its owner and permission bits alone; nobody where there are none (Windows), or a link. */
export function whoMayWrite({ platform }: Pick<Host, 'platform'>, facts: FileFacts): string[] {
  return facts.mode === undefined || facts.type === 'link' ? [] : posixWriters(platform, facts, false)
}

type Way = Awaited<ReturnType<Host['way']>>

async function judge(host: Host, ways: readonly Way[]): Promise<(ChangeableBy[] | undefined)[]> {
  const places = [...new Set(ways.flatMap((way = []) => way.map(({ path }) => path)))]
  const told = await host.accessLists(places)
  const lists = new Map(places.map((place, index) => [place, told[index]]))
  return ways.map((way) => {
    if (!way || way.some(({ path }) => lists.get(path) === undefined)) return undefined
    return way
      .map(({ path, facts }, index) => ({
        path,
        who: writersOf(host.platform, facts, lists.get(path)!, index < way.length - 1),
      }))
      .filter(({ who }) => who.length > 0)
  })
}

function writersOf(platform: Platform, facts: FileFacts, list: string, exchange: boolean): string[] {
  if (platform === 'win32') return windowsWriters(list, exchange)
  return [...new Set([...posixWriters(platform, facts, exchange), ...macListWriters(list)])]
}
