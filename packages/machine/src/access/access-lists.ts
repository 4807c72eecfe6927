import type { Host } from '../host.js'

/** The access lists of files of this machine; see `Host.accessLists`. */
export async function accessLists(
  host: Pick<Host, 'platform' | 'env' | 'run'>,
  paths: readonly string[],
): Promise<string[] | undefined> {
  switch (host.platform) {
    case 'linux':
      return paths.map(() => '')
    case 'darwin':
      return await macLists(host, paths)
    case 'win32':
      return await windowsLists(host, paths)
  }
}

async function macLists({ run }: Pick<Host, 'run'>, paths: readonly string[]): Promise<string[] | undefined> {
  const listed = await Promise.all(paths.map((path) => run('/bin/ls', ['-lde', path])))
  if (listed.some(({ exitCode }) => exitCode !== 0)) return undefined
  return listed.map(({ stdout }) => stdout.toString().replace(/^.*\n/, ''))
}

async function windowsLists(
  { env, run }: Pick<Host, 'env' | 'run'>,
  paths: readonly string[],
): Promise<string[] | undefined> {
  const powershell = `${env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`
  const all = paths.map(quote).join(', ')
  const script = `$ErrorActionPreference = 'Stop'; foreach ($path in ${all}) { (Get-Acl -LiteralPath $path).Sddl }`
  const { exitCode, stdout } = await run(powershell, ['-NoProfile', '-NonInteractive', '-Command', script])
  const lines = stdout
    .toString()
    .split(/\r?\n/)
    .filter((line) => line !== '')
  return exitCode === 0 && lines.length === paths.length ? lines : undefined
}

/** A PowerShell text, in which typographic quotes count as straight ones. */
function quote(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`
}
