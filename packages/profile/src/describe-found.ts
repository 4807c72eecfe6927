import { redact, REDACTED, type JsonValue, type SchemaDocument } from '@cowork-mdm/schema'
import type { ProfileSetting } from './profile.js'
import { slotsIn } from './templates/template-slots.js'

/** Longer texts say what they are, not what they hold. */
const LONGEST = 60

/**
 * What stands in one place of a setting's value, in a few words that never hold a secret: `3`, `"yes"`, `a list`; undefined
 * where nothing does. Texts and numbers are shown as far as `redact` lets them through.
 */
export function describeFound(
  document: SchemaDocument,
  { name, value }: ProfileSetting,
  path: readonly string[],
): string | undefined {
  const found = valueAt(value, path)
  if (found === undefined) return undefined
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : 'a list'
  if (typeof found === 'object' && found !== null) return Object.keys(found).length === 0 ? 'an empty map' : 'a map'
  if (found === null || typeof found === 'boolean') return String(found)
  const slots = typeof found === 'string' ? slotsIn(found) : []
  if (slots.length > 0) return `${slots.join(', ')}, which has to be filled in`
  const whole: JsonValue = Object.fromEntries([[name, value]])
  const shown = valueAt(redact(whole, document), [name, ...path])
  const text = shown === undefined || shown === REDACTED ? '' : JSON.stringify(shown)
  if (text !== '' && text.length <= LONGEST) return text
  return typeof found === 'string' ? 'a text' : 'a number'
}

function valueAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Record<string, JsonValue>)[name]
  }
  return found
}
