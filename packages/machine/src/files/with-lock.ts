import { setTimeout } from 'node:timers/promises'
import { CoworkError } from '../cowork-error.js'
import type { Host } from '../host.js'
import { pathsOf } from '../paths/native-path.js'
import { isRunning, machineId } from '../temporary-name.js'

export interface LockOptions {
  /** How long to wait for another process; 30 seconds unless told otherwise. */
  waitMs?: number
  /**
   * The age from which a lock counts for nothing even if a process of its number runs, as numbers are used again; 6
   * hours unless told otherwise.
   */
  maxAgeMs?: number
  signal?: AbortSignal
}

interface Owner {
  pid: number
  machine: string
  /** Milliseconds since 1970. */
  since: number
}

/**
 * Does something that only one process at a time may do; `path` names the lock, a file in a folder that exists. A lock
 * of a process that has ended counts for nothing.
 *
 * Each lock is a file of its own, `<path>.<number>`, and the highest number counts. Who finds it free makes the next
 * one, which the file system grants to one process only; so nobody ever removes a lock that somebody else has just
 * taken. One file stays, and says that it is free.
 *
 * @throws CoworkError `locked` where another process does not end in time
 */
export async function withLock<T>(
  host: Host,
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const held = await takeLock(host, path, options)
  try {
    return await work()
  } finally {
    // No process outlasts a power cut, so no lock needs to. One that cannot be given back ends with this process.
    await host.write(held, JSON.stringify(null), { flush: false }).catch(() => {})
  }
}

async function takeLock(host: Host, path: string, options: LockOptions): Promise<string> {
  const { waitMs = 30_000, maxAgeMs = 6 * 60 * 60 * 1000, signal } = options
  for (const end = performance.now() + waitMs; ;) {
    signal?.throwIfAborted()
    const [latest = 0, ...older] = await numbersOf(host, path)
    const owner = latest === 0 ? undefined : await ownerOf(host, `${path}.${latest}`)
    if (owner && !isStale(owner, maxAgeMs)) {
      if (performance.now() > end) throw locked(path, owner)
      await setTimeout(20 + Math.random() * 30, undefined, { signal }).catch(() => signal?.throwIfAborted())
      continue
    }
    const mine = `${path}.${latest + 1}`
    if (!(await make(host, mine))) continue
    // It may have been made and removed before, by others who are further by now.
    if ((await numbersOf(host, path))[0] !== latest + 1) await host.remove(mine)
    else {
      for (const number of [latest, ...older].filter((past) => past > 0)) await host.remove(`${path}.${number}`)
      return mine
    }
  }
}

/** Numbers of the locks that are there, the highest first. */
async function numbersOf(host: Host, path: string): Promise<number[]> {
  const native = pathsOf(host.platform)
  const start = `${native.basename(path)}.`
  const names = (await host.list(native.dirname(path))).map(({ name }) => name).filter((name) => name.startsWith(start))
  const numbers = names.map((name) => name.slice(start.length)).filter((number) => /^[1-9]\d{0,14}$/.test(number))
  return numbers.map(Number).sort((left, right) => right - left)
}

async function make(host: Host, path: string): Promise<boolean> {
  const owner: Owner = { pid: process.pid, machine: machineId, since: Date.now() }
  try {
    await host.write(path, JSON.stringify(owner), { exclusive: true, mode: 0o600, flush: false })
    return true
  } catch (cause) {
    if (cause instanceof CoworkError && cause.code === 'exists') return false
    throw cause
  }
}

/** Who has a lock; nobody where it is free, or gone because somebody has the next one. */
async function ownerOf(host: Host, path: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse((await host.read(path, { maxBytes: 4096 })).toString()) as Owner | null
    return owner ?? undefined
  } catch (cause) {
    // What is damaged was not written by a process that still runs: locks are written whole.
    if (cause instanceof SyntaxError || (cause instanceof CoworkError && cause.code === 'file-missing'))
      return undefined
    throw cause
  }
}

function isStale({ pid, machine, since }: Owner, maxAgeMs: number): boolean {
  return Date.now() - since > maxAgeMs || (machine === machineId && !isRunning(pid))
}

function locked(path: string, { pid, since }: Owner): CoworkError {
  const age = Math.round((Date.now() - since) / 1000)
  return new CoworkError('locked', `Expected ${path} to be free, found it taken by process ${pid}, ${age} s ago.`, {
    hint: 'Wait until it has ended, or end it.',
  })
}
