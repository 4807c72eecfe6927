import type { Setting } from '../model/template-model.js'

/** Settings by category, categories by name; those without one come last. */
export function byCategory(settings: readonly Setting[]): [category: string | undefined, settings: Setting[]][] {
  const groups = new Map<string | undefined, Setting[]>()
  for (const setting of settings) {
    const { category } = setting.key
    groups.set(category, [...(groups.get(category) ?? []), setting])
  }
  return [...groups].sort(([left = '\uffff'], [right = '\uffff']) => (left < right ? -1 : 1))
}
