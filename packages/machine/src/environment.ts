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

/** Where programs are, and in which language and time zone somebody reads. */
const FOR_EVERYBODY = /^(?:PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ)$/

/** What of an environment may be told to programs of another user: the rest may hold passwords, and names root's files. */
export function environmentForOthers(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => FOR_EVERYBODY.test(name)))
}
