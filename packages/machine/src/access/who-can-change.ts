import type { FileFacts, Host, Platform } from '../host.js'
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
  const lists = way && (await host.accessLists(way.map((step) => step.path)))
  if (!lists) return undefined
  return way
    .map((step, index) => ({
      path: step.path,
      who: writersOf(host.platform, step.facts, lists[index]!, index < way.length - 1),
    }))
    .filter(({ who }) => who.length > 0)
}

function writersOf(platform: Platform, facts: FileFacts, list: string, exchange: boolean): string[] {
  if (platform === 'win32') return windowsWriters(list, exchange)
  return [...new Set([...posixWriters(platform, facts, exchange), ...macListWriters(list)])]
}
