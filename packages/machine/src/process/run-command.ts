import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { CoworkError } from '../cowork-error.js'
import { errnoOf, fileFailure } from '../file-failure.js'
import type { RunOptions, RunResult } from '../host.js'
import { commandMissing, outputTooLarge, timedOut } from './run-failures.js'
import { endTree, killTree } from './kill-tree.js'

export interface Command {
  /** What messages call it. */
  name: string
  /** The program's whole path. */
  file: string
  args: readonly string[]
  /** The folder to run in, by its real path. */
  cwd?: string
  env: Record<string, string>
}

const TIMEOUT_MS = 60_000
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024
/** How long a command may tidy up after it has been asked to end. */
const GRACE_MS = 1_000

/** Processes that are ended with this one. */
const running = new Set<ChildProcess>()
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a program without a shell, in a process group of its own, so that its children end with it.
 *
 * @throws CoworkError as `Host.run` says
 */
export async function runCommand(command: Command, options: Omit<RunOptions, 'cwd' | 'env'> = {}): Promise<RunResult> {
  const { name } = command
  const { input = '', timeoutMs = TIMEOUT_MS, maxOutputBytes = MAX_OUTPUT_BYTES, signal, user, onOutput } = options
  signal?.throwIfAborted()
  return await new Promise((resolve, reject) => {
    const child = start(command, user)
    if (child.pid !== undefined) endWithUs(child)
    let failure: Error | undefined
    let forced: NodeJS.Timeout | undefined
    let over = false

    const stop = (reason: Error) => {
      if (over || failure !== undefined) return
      failure = reason
      endTree(child)
      // What has left the group and holds the pipes open must not hold us.
      forced = setTimeout(() => {
        killTree(child)
        child.stdout.destroy()
        child.stderr.destroy()
      }, GRACE_MS)
    }
    const onAbort = () => stop(signal?.reason as Error)
    const timer = setTimeout(() => stop(timedOut(name, timeoutMs)), timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })

    const settle = (settled: () => void) => {
      if (over) return
      over = true
      clearTimeout(timer)
      clearTimeout(forced)
      signal?.removeEventListener('abort', onAbort)
      // Children that outlived the command go too, if it was ended rather than done.
      if (failure !== undefined) killTree(child)
      settled()
    }
    const collect = (stream: 'stdout' | 'stderr') => {
      const chunks: Buffer[] = []
      let total = 0
      child[stream].on('data', (chunk: Buffer) => {
        total += chunk.length
        if (total > maxOutputBytes) return stop(outputTooLarge(name, stream, maxOutputBytes))
        chunks.push(chunk)
        onOutput?.(chunk, stream)
      })
      return () => Buffer.concat(chunks)
    }
    const [stdout, stderr] = [collect('stdout'), collect('stderr')]
    child.on('error', (cause) => settle(() => reject(startFailure(command, cause))))
    child.on('close', (code, ended) => {
      const exitCode = code ?? 128 + constants.signals[ended ?? 'SIGKILL']
      // What a caller aborts with is thrown as it is.
      settle(() =>
        failure === undefined ? resolve({ exitCode, stdout: stdout(), stderr: stderr() }) : reject(failure),
      )
    })
    // A command that reads nothing closes its end; that is no failure of ours.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

function start(command: Command, user: RunOptions['user']) {
  const { file, args, cwd, env } = command
  const detached = process.platform !== 'win32'
  try {
    return spawn(file, args, { cwd, env, detached, windowsHide: true, stdio: 'pipe', ...user })
  } catch (cause) {
    throw startFailure(command, cause as Error)
  }
}

/** A group of its own gets neither the terminal's signals nor ours: they are passed on for as long as something runs. */
function endWithUs(child: ChildProcess): void {
  if (running.size === 0) {
    process.on('exit', endAll)
    for (const signal of ENDING) process.on(signal, endBySignal)
  }
  running.add(child)
  child.once('exit', () => {
    running.delete(child)
    if (running.size === 0) forgetSignals()
  })
}

function forgetSignals(): void {
  process.off('exit', endAll)
  for (const signal of ENDING) process.off(signal, endBySignal)
}

function endAll(): void {
  for (const child of running) killTree(child)
}

function endBySignal(signal: NodeJS.Signals): void {
  endAll()
  forgetSignals()
  // Whoever else listens decides; otherwise we end as we would have without listening.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}

function startFailure({ name, cwd }: Command, cause: Error): Error {
  const errno = errnoOf(cause)
  if (errno === undefined) return cause
  // The system says the same of a missing folder to run in.
  if (errno === 'ENOENT' && cwd !== undefined && !existsSync(cwd)) return fileFailure('list', cwd, cause) as Error
  if (errno === 'ENOENT') return commandMissing(name, { cause })
  const denied = errno === 'EACCES' || errno === 'EPERM'
  const message = `Cannot run ${name}: ${denied ? 'permission was denied' : `the system reported ${errno}`}.`
  const hint = denied ? 'Run it as a user who may, or check the file’s permissions.' : 'Check the program.'
  return new CoworkError(denied ? 'permission-denied' : 'command-failed', message, { hint, cause })
}
