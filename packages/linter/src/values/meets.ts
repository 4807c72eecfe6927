import type { Condition, JsonValue } from '@cowork-mdm/schema'
import { valueAt } from '@cowork-mdm/schema/values'

/** Whether a condition holds of the value of its setting, which is undefined where the setting is unset. */
export function meets(value: JsonValue | undefined, { at = '', is, name, matches, orUnset }: Condition): boolean {
  const found = valueAt(value, at)
  if (found === undefined || found === null || found === '') return orUnset === true
  if (name) return typeof found === 'object' && Object.keys(found).some((member) => name.test(member))
  if (matches) return typeof found === 'string' && matches.test(found)
  return is === undefined || found === is
}

/** A condition in words: `inferenceProvider: vertex`, `banner/enabled: true`, `bootstrapUrl`. */
export function conditionText({ setting, at = '', is, form }: Condition): string {
  if (form !== undefined) return `${setting}${at} with ${form}`
  return setting + at + (is === undefined ? '' : `: ${String(is)}`)
}
