import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { localHost } from '@cowork-mdm/machine'
import { expect } from 'vitest'
import { openMarketplaces, splayOffsetMs } from '../src/index.js'
import { serveRepositories } from './support/git-server.js'
import { makeRepository, marketplace, plugin } from './support/repository.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

export interface CheckIn {
  /** For each machine. */
  requests: number
  /** Of answers, for each machine. */
  bytes: number
  /** Most requests that the server answered at the same time. */
  peak: number
  /** A request, on average. */
  milliseconds: number
  seconds: number
}

/**
 * Lets a fleet check in against git's own smart HTTP server: with nothing new, within a window by each machine's own share of it
 * and all at once; then with a new commit.
 */
export async function checkInOfFleet({ machines, windowMs }: { machines: number; windowMs: number }) {
  const folder = folderInMemory()
  const server = await serveRepositories(folder)
  const repository = makeRepository(folder)
  const files = { ...marketplace('one', 'two', 'three'), 'plugins/one/data': Buffer.alloc(20_000, 'x') }
  repository.commit(files)
  const open = (index: number) =>
    openMarketplaces(localHost(), { clones: join(folder, `machine-${index}`), allowInsecure: true })
  await open(0).add(server.url('market'))
  for (let index = 1; index < machines; index += 1)
    cpSync(join(folder, 'machine-0'), join(folder, `machine-${index}`), { recursive: true, verbatimSymlinks: true })

  const quiet = await checkIn(windowMs, false)
  const atOnce = await checkIn(0, false)
  repository.commit({ ...files, ...plugin('one', { version: '2.0.0', text: 'Does more.' }) })
  const fresh = await checkIn(windowMs, true)
  return { quiet, atOnce, fresh }

  async function checkIn(withinMs: number, expected: boolean): Promise<CheckIn> {
    Object.assign(server, { peak: 0, bytes: 0, busyMs: 0 })
    server.requests.length = 0
    const started = performance.now()
    const results = await Promise.all(
      Array.from({ length: machines }, async (_, index) => {
        await setTimeout(splayOffsetMs(`machine-${index}`, withinMs / 1000))
        return await open(index).update()
      }),
    )
    expect(results.filter(({ changed }) => changed !== expected)).toEqual([])
    expect(results.flatMap(({ marketplaces }) => marketplaces).filter(({ error }) => error)).toEqual([])
    return {
      requests: server.requests.length / machines,
      bytes: Math.round(server.bytes / machines),
      peak: server.peak,
      milliseconds: Math.round(server.busyMs / server.requests.length),
      seconds: Math.round(performance.now() - started) / 1000,
    }
  }
}
