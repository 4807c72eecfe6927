import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { CoworkError } from '../cowork-error.js'
import { environment } from '../environment.js'
import { fileFailure } from '../file-failure.js'
import type { Disk } from '../files/disk.js'
import { hostFiles } from '../files/host-files.js'
import { lookAt } from '../files/look-at.js'
import type { Host, HostFiles, Platform, RunOptions, RunResult } from '../host.js'
import { localHost } from '../local-host.js'
import { pathKey, pathsOf } from '../paths/native-path.js'
import { walkPath } from '../paths/walk-path.js'
import { readFileBytes } from '../read-file-bytes.js'
import { usersOf } from '../users/users-of.js'
import { writeFileAtomic } from '../write-file-atomic.js'
import type { HostFile, RecordedContent } from './host-file.js'
import { isCommand, recordedCommands } from './recorded-commands.js'
import { recordedNetwork } from './recorded-network.js'
import { HOST_FILE, simulatedDisk } from './simulated-disk.js'
import { toldFacts } from './told-facts.js'

/** Answers a command of a simulated machine; `host` is the machine. */
export type CommandHandler = (
  args: readonly string[],
  call: { host: Host; options: RunOptions },
) => RunResult | Promise<RunResult>

export interface SimulationOptions {
  /** Needed where there is no `host.json`; it must not say otherwise. */
  platform?: Platform
  /** Commands of this machine that are run for real, `git` for one. They see real paths: give them `host.path(…)`. */
  realCommands?: readonly string[]
  /** Commands that a function answers, by name. */
  commands?: Readonly<Record<string, CommandHandler>>
}

/**
 * A folder as a machine: its files are the machine's files, and `host.json` in it tells what a folder cannot hold:
 * owners, modes, times, links, users, environment, clock, answers of commands and of the network. Without `host.json`
 * (a mounted disk, for one) files have the facts that they have, and no command can be run. No path and no link leads
 * out of the folder.
 *
 * @throws CoworkError `bad-host-file`, `unknown-platform`, or `not-a-folder` where `root` is none
 */
export async function simulatedHost(root: string, options: SimulationOptions = {}): Promise<Host> {
  const folder = realRoot(root)
  const hostFile = join(folder, HOST_FILE)
  const file = lookAt(hostFile, hostFile) ? await readHostFile(hostFile) : undefined
  const platform = platformOf(root, file, options.platform)
  const machine = file ?? machineWithoutFile(platform)
  const told = file && toldFacts(file, async (files) => await saveFiles(hostFile, files))
  const disk = simulatedDisk(folder, platform, told)
  if (file) await checkPlaces(disk, file, hostFile)
  const files = hostFiles(disk, { administrator: machine.administrator, temporary: [temporaryOf(platform)] })
  const bytesOf = (content: RecordedContent) => bytes(folder, content)
  const runRecorded = recordedCommands(machine, { files, bytesOf })
  const named = (names: readonly string[], command: string) => names.find((name) => isCommand(platform, name, command))
  const host: Host = {
    platform,
    root: folder,
    env: environment(platform, machine.env),
    administrator: machine.administrator,
    now: () => (file ? new Date(file.now) : new Date()),
    users: async () => (file ? file.users : await usersOf(host)),
    async run(command, args, runOptions = {}) {
      const handled = named(Object.keys(options.commands ?? {}), command)
      if (handled !== undefined) return await options.commands![handled]!(args, { host, options: runOptions })
      const real = named(options.realCommands ?? [], command)
      return real === undefined
        ? await runRecorded(command, args, runOptions)
        : await runReal(files, real, args, runOptions)
    },
    accessLists: async (paths) => paths.map((path) => told?.listAt(walkPath(disk, path, { follow: true }).path)),
    ...recordedNetwork(machine),
    ...files,
  }
  return host
}

/** Runs a command of this machine, in its own environment: what the simulated one says is for other programs. */
async function runReal(
  files: HostFiles,
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  const { cwd } = options
  return await localHost().run(command, args, { ...options, cwd: cwd === undefined ? undefined : files.path(cwd) })
}

function realRoot(root: string): string {
  try {
    const folder = realpathSync(root)
    if (lookAt(folder, root)?.facts.type === 'folder') return folder
  } catch (cause) {
    throw fileFailure('list', root, cause)
  }
  throw new CoworkError('not-a-folder', `Expected a folder that holds a machine’s files, found the file ${root}.`, {
    hint: 'Name the folder.',
  })
}

async function readHostFile(path: string): Promise<HostFile> {
  const text = (await readFileBytes(path, { maxBytes: 16 * 1024 * 1024 })).toString()
  const { parseHostFile } = await import('./host-file.js')
  return parseHostFile(text, path)
}

/** Facts of a file that is not there, or that is called by a way through a link, would count for nothing. */
async function checkPlaces(disk: Disk, { platform, files }: HostFile, name: string): Promise<void> {
  const { badHostFile } = await import('./host-file.js')
  for (const place of Object.keys(files)) {
    const { path, seen } = walkPath(disk, place, { follow: false })
    if (!seen) throw badHostFile(name, `facts of files that are there, found some of ${place}`)
    if (pathKey(platform, path) !== pathKey(platform, pathsOf(platform).normalize(place))) {
      throw badHostFile(
        name,
        `the facts of ${path} under this name, found them under ${place}, which leads there by a link`,
      )
    }
  }
}

/** Brings the facts of files up to date; all else stays as it is written. */
async function saveFiles(path: string, files: HostFile['files']): Promise<void> {
  const whole = JSON.parse((await readFileBytes(path)).toString()) as object
  await writeFileAtomic(path, `${JSON.stringify({ ...whole, files }, null, 2)}\n`)
}

function platformOf(root: string, file: HostFile | undefined, asked: Platform | undefined): Platform {
  const platform = file?.platform ?? asked
  if (platform !== undefined && (asked ?? platform) === platform) return platform
  const found =
    platform === undefined ? 'neither host.json nor a platform' : `${asked} asked for and ${platform} in host.json`
  throw new CoworkError('unknown-platform', `Expected one platform for the machine in ${root}, found ${found}.`, {
    hint: 'Name darwin, win32 or linux with --platform.',
  })
}

function machineWithoutFile(platform: Platform) {
  const { administrator } = localHost()
  return { platform, administrator, env: {}, commands: [], names: {}, connections: [] }
}

function temporaryOf(platform: Platform): string {
  return { darwin: '/private/tmp', linux: '/tmp', win32: 'C:\\Windows\\Temp' }[platform]
}

async function bytes(folder: string, content: RecordedContent): Promise<Buffer> {
  if (typeof content === 'string') return Buffer.from(content)
  if ('text' in content) return Buffer.from(content.text, content.encoding)
  if ('base64' in content) return Buffer.from(content.base64, 'base64')
  return await readFileBytes(join(folder, content.file))
}
