import { CoworkError, type Host, type HostUser } from '@cowork-mdm/machine'
import { compareVersions } from '@cowork-mdm/schema'
import { appVersionIn } from './app-version.js'
import { darwinApps } from './darwin-apps.js'
import { linuxApps } from './linux-apps.js'
import { windowsApps } from './windows-apps.js'

/** The app as it is installed; plain JSON. */
export interface InstalledApp {
  /** `bundle` of macOS, `msix` package, `squirrel` for one user of Windows, `package` of Linux. */
  kind: 'bundle' | 'msix' | 'squirrel' | 'package'
  /** Where it lies: `/Applications/Claude.app`. */
  path: string
  /** Absent where it does not say, or cannot be read. */
  version?: string
  /** Whose it is, where it is not everybody's. */
  user?: string
  /** Its archive with the code; absent where there is none, or this process may not see it. */
  archive?: string
}

/**
 * The installs of the app that this process can see, newest first; those whose version is not known come last. Other users'
 * installs are not among them where a user is given.
 */
export async function installedApps(host: Host, users: readonly HostUser[]): Promise<InstalledApp[]> {
  const apps = await Promise.all((await appsOf(host, users)).map((app) => withVersion(host, app)))
  return apps.sort((left, right) => {
    if (left.version === undefined || right.version === undefined)
      return Number(left.version === undefined) - Number(right.version === undefined)
    return compareVersions(right.version, left.version)
  })
}

/** Where the system does not tell the version, the app's own archive does. */
async function withVersion(host: Host, app: InstalledApp): Promise<InstalledApp> {
  if (app.version !== undefined || app.archive === undefined) return app
  const { ExtractionError, openBundle } = await import('@cowork-mdm/schema-extractor')
  try {
    const bundle = await openBundle(host.path(app.path))
    const version = appVersionIn((await bundle.version()) ?? '')
    await bundle.close?.()
    return { ...app, ...(version !== undefined && { version }) }
  } catch (cause) {
    if (cause instanceof ExtractionError || cause instanceof CoworkError) return app
    throw cause
  }
}

async function appsOf(host: Host, users: readonly HostUser[]): Promise<InstalledApp[]> {
  switch (host.platform) {
    case 'darwin':
      return await darwinApps(host, users)
    case 'win32':
      return await windowsApps(host, users)
    case 'linux':
      return await linuxApps(host)
  }
}
