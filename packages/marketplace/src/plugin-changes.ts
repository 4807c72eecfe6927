import type { LockedPlugin } from './store/lock-file.js'

export interface PluginChanges {
  added: string[]
  removed: string[]
  /** Whose content is another one; the version may be the same. */
  changed: { name: string; from?: string; to?: string }[]
}

/** What differs between two sets of plugins, by name. */
export function pluginChanges(before: readonly LockedPlugin[], after: readonly LockedPlugin[]): PluginChanges {
  const old = new Map(before.map((plugin) => [plugin.name, plugin]))
  const names = new Set(after.map(({ name }) => name))
  return {
    added: after.filter(({ name }) => !old.has(name)).map(({ name }) => name),
    removed: before.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    changed: after.flatMap(({ name, hash, version: to }) => {
      const plugin = old.get(name)
      if (plugin === undefined || plugin.hash === hash) return []
      const from = plugin.version
      return [{ name, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }]
    }),
  }
}
