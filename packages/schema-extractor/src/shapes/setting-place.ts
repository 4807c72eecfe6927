import type { Script } from '../code/script.js'
import type { ObjectValue, Place } from '../evaluate/values.js'
import type { ZodValue } from '../zod/zod-value.js'

/** Longest zod expression that is taken to stand in one call with its metadata. */
const LONGEST_EXPRESSION = 4_096

/** Where a setting is declared: from its zod expression to the end of its metadata, where both stand in one call. */
export function settingPlace(script: Script, schema: ZodValue, metadata: ObjectValue): Place {
  const at = metadata.place ?? schema.place ?? { file: script.path, start: 0, end: 0 }
  const expression = schema.place
  const together =
    expression?.file === at.file && expression.start < at.start && at.start - expression.start < LONGEST_EXPRESSION
  return together ? { ...at, start: expression.start } : at
}
