import type { JsonValue, SettingKey } from '@cowork-mdm/schema'
import { validatorFor } from '@cowork-mdm/schema/values'
import { isPrintable } from './printable.js'

/**
 * The example of a setting, where the document's own release takes all of it. Examples are written for the newest releases;
 * to an older one a member may be unknown, or another one missing.
 */
export function fittingExample({ value, example }: SettingKey): JsonValue | undefined {
  if (example === undefined || (typeof example === 'string' && !isPrintable(example))) return undefined
  const outcome = validatorFor(value).safeParse(example)
  return outcome.success && keepsMembers(outcome.data, example) ? example : undefined
}

/** Whether nothing inside was dropped; texts may have been completed. */
function keepsMembers(decoded: unknown, example: unknown): boolean {
  if (typeof example !== 'object' || example === null) return true
  if (typeof decoded !== 'object' || decoded === null) return false
  return Object.entries(example).every(
    ([name, part]) => Object.hasOwn(decoded, name) && keepsMembers((decoded as Record<string, unknown>)[name], part),
  )
}
