import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { contents, machine, seenByApp } from './support/machine.js'
import { makeRepository, marketplace, plugin } from './support/repository.js'
import { bundleProgram } from './support/run-module.js'

/** One run on a machine, as a process of its own. */
const RUN = `
  const [clones, orgPlugins, copy, action, ...args] = process.argv.slice(2)
  const store = marketplace.openMarketplaces(machine.localHost(), {
    clones, orgPlugins, copy: copy === 'copy', allowInsecure: true, backOff: { firstMs: 1 },
  })
  process.stdout.write('ready')
  await store[action](...args.map((text) => JSON.parse(text)))`

interface Fleet {
  /** Starts a run. */
  start: (action: string, ...args: unknown[]) => ReturnType<typeof spawn>
}

async function fleet(folder: string, here: { clones: string; orgPlugins: string }, as: string): Promise<Fleet> {
  const program = await bundleProgram(RUN, join(folder, 'run.mjs'))
  return {
    start: (action, ...args) =>
      spawn(
        process.execPath,
        [program, here.clones, here.orgPlugins, as, action, ...args.map((arg) => JSON.stringify(arg))],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
  }
}

const generations = ['a', 'b'].map((generation) => ({
  ...marketplace('kept', `only-${generation}`),
  ...plugin('kept', { version: generation === 'a' ? '1.0.0' : '2.0.0', text: generation }),
}))

/** What the app may see: the kept plugin as a whole, of one generation; never a link that leads nowhere behind `current`. */
function expectWhole(orgPlugins: string, clones: string): void {
  const seen = seenByApp(orgPlugins)
  if ('kept' in seen) expect(['a', 'b']).toContain(seen['kept'])
  const current = join(clones, 'market/current')
  if (existsSync(join(clones, 'market')) && existsSync(current)) {
    const version = join(clones, 'market', readlinkSync(current))
    expect(readdirSync(join(version, 'plugins')).length).toBe(2)
    expect(Object.keys(contents(version)).length).toBeGreaterThanOrEqual(7)
  }
}

/**
 * Kills runs at `times` random points while they add, update, roll back and remove, and looks: what the app sees is whole each
 * time, and the next run makes all of it one set again, with nothing left behind.
 */
export async function killWhileChanging({
  times,
  random,
  as,
}: {
  times: number
  random: () => number
  as: 'link' | 'copy'
}): Promise<void> {
  const here = machine()
  const repository = makeRepository(here.folder)
  const { start } = await fleet(here.folder, here, as)
  const actions: [string, ...unknown[]][] = [['update'], ['rollback', 'market'], ['update'], ['remove', 'market']]
  let killed = 0
  // Runs that ended before they were killed were quicker than was thought.
  let longest = 250
  for (let time = 0; time < times; time += 1) {
    repository.commit(generations[time % 2]!)
    const [action, ...args] = actions[time % 4]!
    const call =
      (await here.open().list()).marketplaces.length === 0
        ? (['add', repository.url] as const)
        : ([action, ...args] as const)
    const child = start(...(call as [string, ...unknown[]]))
    let stderr = ''
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
    child.stdout!.resume()
    await setTimeout(random() * longest)
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    const code = child.exitCode
    if (code === null) killed += 1
    else longest = Math.max(30, longest * 0.7)
    if (code !== null) expect(stderr).toMatch(/^$|no-earlier-version/)
    if (as === 'link') expectWhole(here.orgPlugins, here.clones)

    // The next run completes or undoes, and finds the store as one whole. What was only being made is removed by the next change.
    const store = here.open({ copy: as === 'copy' })
    await store.add(repository.url)
    repository.commit({ ...generations[time % 2]!, time: `${time}` })
    await store.update()
    expect(await store.verify()).toEqual({ changed: false, ok: true, marketplaces: ['market'], findings: [] })
    const [entry] = (await store.list()).marketplaces
    const only = entry!.plugins.map(({ name }) => name).sort()
    expect(Object.keys(seenByApp(here.orgPlugins))).toEqual(only)
    expect(
      readdirSync(here.clones)
        .filter((name) => !/^\.lock\.\d+$/.test(name))
        .sort(),
    ).toEqual(['market', 'marketplaces.lock.json'])
    expect(readdirSync(join(here.orgPlugins, '..'))).toEqual(['org-plugins'])
  }
  expect(killed).toBeGreaterThan(times / 4)
}

/** Lets several runs at once add, update, roll back and remove: each succeeds or says why, and the store is whole. */
export async function raceOfRuns({ rounds, atOnce }: { rounds: number; atOnce: number }): Promise<void> {
  const here = machine()
  const repositories = ['one', 'two'].map((name) => makeRepository(here.folder, name))
  const { start } = await fleet(here.folder, here, 'link')
  for (const [index, repository] of repositories.entries()) repository.commit(marketplace(`plugin-${index}`))
  const urls = repositories.map(({ url }) => url)
  const calls: [string, ...unknown[]][] = [
    ['add', urls[0]],
    ['add', urls[1]],
    ['update'],
    ['update'],
    ['remove', 'two'],
    ['add', urls[1]],
    ['verify'],
  ]
  for (let round = 0; round < rounds; round += 1) {
    repositories[round % 2]!.commit({
      ...marketplace(`plugin-${round % 2}`),
      ...plugin(`plugin-${round % 2}`, { text: `${round}` }),
    })
    const children = Array.from({ length: atOnce }, (_, index) => start(...calls[(round * 3 + index) % calls.length]!))
    const ends = await Promise.all(
      children.map(async (child) => {
        let stderr = ''
        child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text))
        const [code] = (await once(child, 'close')) as [number | null]
        return { code, stderr }
      }),
    )
    expect(ends.filter(({ code }) => code !== 0)).toEqual([])
    const store = here.open()
    for (const url of urls) await store.add(url)
    await store.update()
    expect(await store.verify()).toMatchObject({ ok: true })
    expect(Object.keys(seenByApp(here.orgPlugins))).toEqual(['plugin-0', 'plugin-1'])
  }
}
