import type { JsonValue } from '@cowork-mdm/schema'
import type { Subject } from '../subject.js'

/** The values that are set, under the present names of their settings. */
export function valuesOf({ settings, value }: Subject): Record<string, JsonValue> {
  const names = new Set(settings.map(({ key, name }) => key?.name ?? name))
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const found = value(name)
      return found === undefined ? [] : [[name, found]]
    }),
  )
}
