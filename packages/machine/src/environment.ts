import type { Platform } from './host.js'

type Variables = Readonly<Record<string, string | undefined>>

/** Environment variables that are set; on Windows, which ignores the case of their names, with names in upper case. */
export function environment(platform: Platform, ...layers: Variables[]): Record<string, string> {
  const set = new Map<string, string>()
  for (const [name, value] of layers.flatMap((layer) => Object.entries(layer))) {
    const key = platform === 'win32' ? name.toUpperCase() : name
    if (value === undefined) set.delete(key)
    else set.set(key, value)
  }
  return Object.fromEntries(set)
}
