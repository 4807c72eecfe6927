import { quietly, pathsOf, type Host, type HostUser } from '@cowork-mdm/machine'
import { pathFor } from '../paths/machine-path.js'
import { pathOf } from '../paths/paths.js'
import { appVersionIn, ofPackageVersion } from './app-version.js'
import type { InstalledApp } from './installed-app.js'
import { entriesOf, fileAt } from '../look.js'

const windows = pathsOf('win32')

/** `Claude_1.49585.0.0_x64__pzs8sxrjxfjjc`: name, version, architecture, an empty resource, publisher. */
const PACKAGE = /^Claude_(\d+(?:\.\d+){3})_[a-z0-9]+__pzs8sxrjxfjjc$/i
/** A folder of Squirrel, which has one for each version. */
const SQUIRREL = /^app-(\d+(?:\.\d+)+)$/i

/** Packages for everybody, and what earlier installers put into the folders of users. */
export async function windowsApps(host: Host, users: readonly HostUser[]): Promise<InstalledApp[]> {
  const packages = windows.dirname(pathOf('win32', 'app'))
  const listed = await entriesOf(host, packages)
  const folders = listed?.map(({ name }) => `${packages}\\${name}`) ?? (await registeredPackages(host))
  const apps: InstalledApp[] = []
  for (const folder of folders) {
    const [, number] = PACKAGE.exec(windows.basename(folder)) ?? []
    if (number !== undefined) apps.push(await app(host, 'msix', folder, ofPackageVersion(number)))
  }
  for (const user of users) apps.push(...(await squirrelApps(host, user)))
  return apps
}

async function squirrelApps(host: Host, user: HostUser): Promise<InstalledApp[]> {
  const folder = windows.dirname(pathFor(pathOf('win32', 'app-squirrel'), user))
  const apps: InstalledApp[] = []
  for (const { name } of (await entriesOf(host, folder)) ?? []) {
    const [, number] = SQUIRREL.exec(name) ?? []
    if (number === undefined) continue
    apps.push({ ...(await app(host, 'squirrel', `${folder}\\${name}`, appVersionIn(number))), user: user.name })
  }
  return apps
}

async function app(
  host: Host,
  kind: 'msix' | 'squirrel',
  path: string,
  version: string | undefined,
): Promise<InstalledApp> {
  const archive = await fileAt(host, `${path}${kind === 'msix' ? '\\app' : ''}\\resources\\app.asar`)
  return { kind, path, ...(version !== undefined && { version }), ...(archive !== undefined && { archive }) }
}

/** Where the packages lie that Windows has registered, for who may not list their folder. */
async function registeredPackages(host: Host): Promise<string[]> {
  const system = host.env['SYSTEMROOT'] ?? 'C:\\Windows'
  const powershell = `${system}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`
  const everybody = host.administrator ? ' -AllUsers' : ''
  const script = `Get-AppxPackage -Name Claude${everybody} | ForEach-Object { $_.InstallLocation }`
  const run = await quietly(host.run(powershell, ['-NoProfile', '-NonInteractive', '-Command', script]))
  if (run?.exitCode !== 0) return []
  return run.stdout
    .toString()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^[A-Za-z]:\\/.test(line))
}
