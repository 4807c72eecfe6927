import type { Host } from '@cowork-mdm/machine'
import { pathOf } from '../paths/paths.js'
import { ofDebianVersion } from './app-version.js'
import type { InstalledApp } from './installed-app.js'
import { bytesOf, fileAt, isFolder } from '../look.js'

/** What dpkg knows of every package; a file, so that it can be read on a disk that does not run as well. */
const STATUS = '/var/lib/dpkg/status'
const LARGEST = 64 * 1024 * 1024

/** The package of the vendor, or one by others that lies in the same place. */
export async function linuxApps(host: Host): Promise<InstalledApp[]> {
  const path = pathOf('linux', 'app')
  if (!(await isFolder(host, path))) return []
  const archive = await fileAt(host, `${path}/resources/app.asar`)
  const version = installedVersion((await bytesOf(host, STATUS, LARGEST))?.toString() ?? '')
  return [
    { kind: 'package', path, ...(version !== undefined && { version }), ...(archive !== undefined && { archive }) },
  ]
}

/** The version of the app in dpkg's list; packages that were removed stay in it. */
function installedVersion(status: string): string | undefined {
  const [, stanza = ''] = /(?:^|\n)Package: claude-desktop\n((?:.+\n?)*)/.exec(status) ?? []
  if (!/^Status: \S+ \S+ installed$/m.test(stanza)) return undefined
  const [, version] = /^Version: (\S+)$/m.exec(stanza) ?? []
  return version === undefined ? undefined : ofDebianVersion(version)
}
