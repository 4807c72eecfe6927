import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { localDisk } from '../files/disk.js'
import type { Platform } from '../host.js'
import { writeProblem } from '../paths/trust.js'
import { walkPath } from '../paths/walk-path.js'
import { commandMissing } from './run-failures.js'

/**
 * The whole path of a program of this machine. The current folder is never looked in, as Windows would. As root,
 * neither are folders in which others can put a program of that name, such as those of Homebrew.
 *
 * @throws CoworkError `command-missing`
 */
export function findCommand(
  name: string,
  {
    platform,
    env,
    administrator,
  }: { platform: Platform; env: Readonly<Record<string, string>>; administrator: boolean },
): string {
  if (isAbsolute(name)) return name
  if (/[\\/]/.test(name)) throw commandMissing(name, { found: 'a relative path names none' })
  const skipped: string[] = []
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter((entry) => isAbsolute(entry))) {
    const file = candidates(name, platform)
      .map((candidate) => join(folder, candidate))
      .find(isProgram)
    if (file === undefined) continue
    if (!administrator || isTrusted(platform, file)) return file
    skipped.push(file)
  }
  const found =
    skipped.length === 0 ? 'there is none' : `others can change ${skipped.join(' and ')}, which root must not run`
  throw commandMissing(name, { found })
}

// Batch files cannot be run without a shell.
function candidates(name: string, platform: Platform): string[] {
  return platform !== 'win32' || /\.(?:exe|com)$/i.test(name) ? [name] : [`${name}.exe`, `${name}.com`]
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whether only root can change the program: every folder and link on the way to it, and the file itself. */
function isTrusted(platform: Platform, file: string): boolean {
  if (platform === 'win32') return true
  const walked = walkPath(localDisk(platform), file, { follow: true })
  return writeProblem(platform, file, walked) === undefined
}
