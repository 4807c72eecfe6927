import { pathsOf, type Host } from '@cowork-mdm/machine'
import { VERSION_FILE } from './content-hash.js'

/** As much of a hash as tells two contents apart. */
const DIGITS = 12

/**
 * What `version.json` of a plugin says. The app takes a plugin over again when that text is another one than before, so
 * the content's hash is in it: an author who forgets to count up is noticed all the same.
 */
export function versionText({ version = '0.0.0', hash }: { version?: string | undefined; hash: string }): string {
  return `${JSON.stringify({ version: `${version}+${hash.slice(0, DIGITS)}` }, null, 2)}\n`
}

/** Writes `version.json` into the folder of a plugin, unless it says the same already. Tells whether it was written. */
export async function writeVersionFile(
  host: Host,
  folder: string,
  plugin: { version?: string | undefined; hash: string },
): Promise<boolean> {
  const path = pathsOf(host.platform).join(folder, VERSION_FILE)
  const text = versionText(plugin)
  const facts = await host.stat(path)
  if (facts?.type === 'file' && facts.size === text.length && (await host.read(path)).toString() === text) return false
  await host.write(path, text, { mode: 0o644 })
  return true
}
