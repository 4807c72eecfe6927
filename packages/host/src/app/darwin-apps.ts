import { tryDecode } from '@cowork-mdm/encoder'
import type { Host, HostUser } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { pathOf } from '../paths/paths.js'
import { appVersionIn } from './app-version.js'
import type { InstalledApp } from './installed-app.js'
import { bytesOf, fileAt, isFolder } from '../look.js'

/** A property list whose entries are no settings. */
const NO_SETTINGS: SchemaDocument = {
  formatVersion: 1,
  product: 'claude-desktop',
  appVersion: 'unknown',
  keys: [],
  diagnostics: [],
}

/** Claude.app where everybody has it, and in the Applications folders of users. */
export async function darwinApps(host: Host, users: readonly HostUser[]): Promise<InstalledApp[]> {
  const everybodys = pathOf('darwin', 'app')
  const places: [path: string, user?: string][] = [
    [everybodys],
    ...users.map(({ name, home }): [string, string] => [`${home}${everybodys}`, name]),
  ]
  const apps: InstalledApp[] = []
  for (const [path, user] of places) {
    if (!(await isFolder(host, path))) continue
    const version = await versionOf(host, `${path}/Contents/Info.plist`)
    const archive = await fileAt(host, `${path}/Contents/Resources/app.asar`)
    apps.push({
      kind: 'bundle',
      path,
      ...(version !== undefined && { version }),
      ...(user !== undefined && { user }),
      ...(archive !== undefined && { archive }),
    })
  }
  return apps
}

async function versionOf(host: Host, path: string): Promise<string | undefined> {
  const bytes = await bytesOf(host, path)
  const info = bytes && tryDecode({ path, bytes }, { document: NO_SETTINGS, format: 'plist' })
  if (!info || !('raw' in info)) return undefined
  const found = info.profile.settings.find(({ name }) => name === 'CFBundleShortVersionString')?.value
  return typeof found === 'string' ? appVersionIn(found) : undefined
}
