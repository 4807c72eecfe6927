import { readIfThere, type LockedPlugin } from './lock-file.js'
import { pathsOf, type Host } from '@cowork-mdm/machine'
import { VERSION_FILE } from '../plugin/content-hash.js'

/**
 * What `version.json` of a plugin says: any change of the text makes the app take the plugin anew, so its content stands in
 * it. A folder in which it stands is one that this tool made.
 */
export function versionText({ version, hash }: Pick<LockedPlugin, 'version' | 'hash'>): string {
  return `${JSON.stringify({ version: `${version ?? '0.0.0'}+${hash.slice(0, 16)}` })}\n`
}

export async function versionTextIn(host: Host, folder: string): Promise<string | undefined> {
  return await readIfThere(host, pathsOf(host.platform).join(folder, VERSION_FILE))
}

/** It is still to be flushed. */
export async function writeVersionText(
  host: Host,
  folder: string,
  plugin: Pick<LockedPlugin, 'version' | 'hash'>,
): Promise<void> {
  await host.write(pathsOf(host.platform).join(folder, VERSION_FILE), versionText(plugin), {
    mode: 0o644,
    flush: false,
  })
}
