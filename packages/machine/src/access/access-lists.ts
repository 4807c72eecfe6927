import type { Host } from '../host.js'
import { inTurns } from '../in-turns.js'

type Lists = (string | undefined)[]

/** Windows takes command lines of 32,767 characters, and paths have 260 at most unless somebody wants it otherwise. */
const PATHS_AT_ONCE = 64

/** The access lists of files of this machine; see `Host.accessLists`. */
export async function accessLists(
  host: Pick<Host, 'platform' | 'env' | 'run'>,
  paths: readonly string[],
): Promise<Lists> {
  switch (host.platform) {
    case 'linux':
      return paths.map(() => '')
    case 'darwin':
      return await macLists(host, paths)
    case 'win32':
      return await windowsLists(host, paths)
  }
}

async function macLists({ run }: Pick<Host, 'run'>, paths: readonly string[]): Promise<Lists> {
  return await inTurns(paths, 8, async (path) => {
    const { exitCode, stdout } = await run('/bin/ls', ['-lde', path])
    return exitCode === 0 ? stdout.toString().replace(/^.*\n/, '') : undefined
  })
}

/** PowerShell takes a while to start: one for many paths. */
async function windowsLists(host: Pick<Host, 'env' | 'run'>, paths: readonly string[]): Promise<Lists> {
  const parts = Array.from({ length: Math.ceil(paths.length / PATHS_AT_ONCE) }, (_, index) =>
    paths.slice(index * PATHS_AT_ONCE, (index + 1) * PATHS_AT_ONCE),
  )
  return (await inTurns(parts, 2, async (part) => await windowsListsOf(host, part))).flat()
}

async function windowsListsOf({ env, run }: Pick<Host, 'env' | 'run'>, paths: readonly string[]): Promise<Lists> {
  const powershell = `${env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`
  const all = paths.map(quote).join(', ')
  const script = `$ErrorActionPreference = 'Stop'; foreach ($path in ${all}) { try { (Get-Acl -LiteralPath $path).Sddl } catch { '-' } }`
  const { exitCode, stdout } = await run(powershell, ['-NoProfile', '-NonInteractive', '-Command', script])
  const lines = stdout
    .toString()
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const told = exitCode === 0 && lines.length === paths.length
  return paths.map((_, index) => (told && lines[index] !== '-' ? lines[index] : undefined))
}

/** A PowerShell text, in which typographic quotes count as straight ones. */
function quote(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`
}
