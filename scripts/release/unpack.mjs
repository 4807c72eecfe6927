// @ts-check
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Unpacks an archive of the release with the tar that its users have. The one of Windows takes .zip; a shell's own may not.
 * @param {string} archive
 * @param {string} folder
 */
export function unpack(archive, folder) {
  mkdirSync(folder, { recursive: true })
  const tar =
    process.platform === 'win32' ? join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'tar.exe') : 'tar'
  execFileSync(tar, ['-xf', archive, '-C', folder])
}
