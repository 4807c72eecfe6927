import { setTimeout } from 'node:timers/promises'
import { CoworkError } from '../cowork-error.js'
import type { HostFiles, Platform, RunOptions, RunResult } from '../host.js'
import { outputTooLarge, timedOut } from '../process/run-failures.js'
import { pathKey, pathsOf } from '../paths/native-path.js'
import type { RecordedCommand, RecordedContent } from './host-file.js'

/** Answers commands as they were recorded. */
export function recordedCommands(
  { platform, commands }: { platform: Platform; commands: readonly RecordedCommand[] },
  { files, bytesOf }: { files: Pick<HostFiles, 'write'>; bytesOf: (content: RecordedContent) => Promise<Buffer> },
) {
  return async (command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> => {
    const { timeoutMs = Infinity, maxOutputBytes = Infinity, signal, onOutput } = options
    signal?.throwIfAborted()
    const recorded = commands.find(
      (candidate) => isCommand(platform, candidate.command, command) && matches(candidate.args, args),
    )
    if (!recorded) throw notRecorded([command, ...args])
    await setTimeout(Math.min(recorded.delayMs, timeoutMs), undefined, { signal }).catch((cause: unknown) => {
      signal?.throwIfAborted()
      throw cause
    })
    if (recorded.delayMs > timeoutMs) throw timedOut(command, timeoutMs)
    for (const [index, expected] of recorded.args.entries()) {
      const content = isPlaceholder(expected) ? recorded.writes[expected.slice(1, -1)] : undefined
      if (content !== undefined) await files.write(args[index]!, await bytesOf(content))
    }
    const result = {
      exitCode: recorded.exitCode,
      stdout: await bytesOf(recorded.stdout),
      stderr: await bytesOf(recorded.stderr),
    }
    for (const stream of ['stdout', 'stderr'] as const) {
      if (result[stream].length > maxOutputBytes) throw outputTooLarge(command, stream, maxOutputBytes)
      if (result[stream].length > 0) onOutput?.(result[stream], stream)
    }
    return result
  }
}

/** Whether a command is the one that is meant: by its name, wherever it lies, or by its whole path. */
export function isCommand(platform: Platform, meant: string, command: string): boolean {
  const plain = (name: string) => pathKey(platform, platform === 'win32' ? name.replace(/\.exe$/i, '') : name)
  const native = pathsOf(platform)
  return plain(meant) === plain(native.basename(meant) === meant ? native.basename(command) : command)
}

function notRecorded(call: readonly string[]): CoworkError {
  return new CoworkError(
    'not-recorded',
    `Expected a recorded command, found ${JSON.stringify(call)}, of which host.json tells nothing.`,
    {
      hint: 'A folder runs no commands: add its answer to "commands" in host.json.',
    },
  )
}

function matches(expected: readonly string[], args: readonly string[]): boolean {
  return expected.length === args.length && expected.every((text, index) => isPlaceholder(text) || text === args[index])
}

function isPlaceholder(text: string): boolean {
  return /^\{\w+\}$/.test(text)
}
