import type { Condition, JsonValue } from '@cowork-mdm/schema'

/** The part of a value at a JSON pointer; undefined where there is none. */
export function valueAt(value: JsonValue | undefined, pointer: string): JsonValue | undefined {
  let found = value
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Record<string, JsonValue>)[name]
  }
  return found
}

/** Whether a condition holds of the value of its setting, which is undefined where the setting is unset. */
export function meets(value: JsonValue | undefined, { at = '', is, orUnset }: Condition): boolean {
  const found = valueAt(value, at)
  if (found === undefined || found === null || found === '') return orUnset === true
  return is === undefined || found === is
}

/** A condition in words: `inferenceProvider: vertex`, `banner/enabled: true`, `bootstrapUrl`. */
export function conditionText({ setting, at = '', is }: Condition): string {
  return setting + at + (is === undefined ? '' : `: ${String(is)}`)
}
