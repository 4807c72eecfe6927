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

/** `CFBundleShortVersionString` of a macOS app's `Info.plist`. */
export async function plistVersion(bytes: Buffer): Promise<string | undefined> {
  const { parse } = await import('plist')
  try {
    const info: unknown = parse(bytes.toString('utf8'))
    const version =
      typeof info === 'object' && info !== null && 'CFBundleShortVersionString' in info
        ? info.CFBundleShortVersionString
        : undefined
    return typeof version === 'string' && VERSION.test(version) ? version : undefined
  } catch {
    return undefined
  }
}
