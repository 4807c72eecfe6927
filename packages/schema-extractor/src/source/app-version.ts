import type { BundleSource } from './bundle-source.js'

const VERSION = /^\d+(?:\.\d+)+(?:[-+][\w.+-]+)?$/

/** The version in the `package.json` of a bundle. */
export async function packageVersion(source: BundleSource, path = 'package.json'): Promise<string | undefined> {
  for (const entry of source.entries()) {
    if (entry.path !== path || entry.size > 1 << 20) continue
    try {
      const manifest: unknown = JSON.parse((await source.read(entry.path)).toString('utf8'))
      const version =
        typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined
      return typeof version === 'string' && VERSION.test(version) ? version : undefined
    } catch {
      return undefined
    }
  }
  return undefined
}

const SHORT_VERSION = /<key>\s*CFBundleShortVersionString\s*<\/key>\s*<string>\s*([^<\s]{1,100})\s*<\/string>/

/** `CFBundleShortVersionString` of a macOS app's `Info.plist`: one string, for which no parser need see a foreign file. */
export function plistVersion(bytes: Buffer): string | undefined {
  const version = SHORT_VERSION.exec(bytes.toString('utf8'))?.[1]
  return version !== undefined && VERSION.test(version) ? version : undefined
}
