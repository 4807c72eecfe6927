import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { parse } from 'node:path'
import { accessLists } from './access/access-lists.js'
import { CoworkError } from './cowork-error.js'
import { localDisk } from './files/disk.js'
import { hostFiles } from './files/host-files.js'
import type { Host, HostUser, Platform } from './host.js'
import { environment, environmentForOthers } from './environment.js'
import { connectTo } from './network/connect-to.js'
import { resolveName } from './network/resolve-name.js'
import { trustedCertificates } from './network/trusted-certificates.js'
import { findCommand } from './process/find-command.js'
import { runCommand } from './process/run-command.js'
import { usersOf } from './users/users-of.js'

/**
 * The machine that this runs on.
 *
 * @throws CoworkError `unsupported-platform`
 */
export function localHost(): Host {
  const platform = supported(process.platform)
  const administrator = isAdministrator()
  const env = environment(platform, process.env)
  // What sudo kept of a user's environment may name a folder of theirs.
  const temporary = platform === 'win32' ? [tmpdir()] : [tmpdir(), '/private/tmp', '/tmp']
  let users: Promise<readonly HostUser[]> | undefined
  let trusted: Promise<string[] | undefined> | undefined
  const host: Host = {
    platform,
    root: platform === 'win32' ? parse(env['SYSTEMROOT'] ?? 'C:\\').root : '/',
    env,
    administrator,
    now: () => new Date(),
    users: () => (users ??= usersOf(host)),
    async run(command, args, options = {}) {
      const own = options.user === undefined ? env : environmentForOthers(env)
      const changed = environment(platform, own, options.env ?? {})
      const file = findCommand(command, { platform, env: changed, administrator })
      const cwd = options.cwd === undefined ? undefined : host.path(options.cwd)
      return await runCommand({ name: command, file, args, cwd, env: changed }, options)
    },
    accessLists: (paths) => accessLists(host, paths),
    resolve: resolveName,
    connect: (name, port, options = {}) =>
      connectTo(name, port, options, () => (trusted ??= trustedCertificates(host))),
    ...hostFiles(localDisk(platform), { administrator, temporary }),
  }
  return host
}

function supported(platform: NodeJS.Platform): Platform {
  if (platform === 'darwin' || platform === 'win32' || platform === 'linux') return platform
  throw new CoworkError('unsupported-platform', `Expected macOS, Windows or Linux, found ${platform}.`, {
    hint: 'Run this on one of them.',
  })
}

function isAdministrator(): boolean {
  if (process.geteuid) return process.geteuid() === 0
  try {
    // Only administrators may look into this folder, and asking takes no process.
    readdirSync(`${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\config`)
    return true
  } catch {
    return false
  }
}
