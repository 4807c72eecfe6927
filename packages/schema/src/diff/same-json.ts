import type { JsonValue } from '../schema-document.js'

/** Whether two JSON values are equal; the order of properties does not count, nor does an absent one against `undefined`. */
export function sameJson(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right)
}

/** The entries of `list` that are not in `other`. */
export function without<T extends JsonValue>(list: readonly T[], other: readonly T[]): T[] {
  const present = new Set(other.map(canonical))
  return list.filter((entry) => !present.has(canonical(entry)))
}

/** JSON text with sorted property names: equal values have equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
