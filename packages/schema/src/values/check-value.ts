import type { ValueSchema } from '../schema-document.js'
import { explainIssues, type ValueProblem } from './explain-issues.js'
import { validatorFor } from './validator.js'

/** What is wrong with a decoded value. One of the lists is empty. */
export interface ValueCheck {
  /** Why the app does not take the value. */
  refused: ValueProblem[]
  /** Parts that the app leaves out without a message, and why: what a lenient list or map does not refuse but drops. */
  leftOut: ValueProblem[]
}

/** Checks a decoded value as the app does, and tells what it would drop in silence. */
export function checkValue(schema: ValueSchema, value: unknown): ValueCheck {
  const strictly = withoutLeniency(schema)
  const strict = validatorFor(strictly).safeParse(value)
  if (strict.success) return { refused: [], leftOut: [] }
  const lenient = strictly === schema ? strict : validatorFor(schema).safeParse(value)
  return lenient.success
    ? { refused: [], leftOut: explainIssues(strict.error.issues) }
    : { refused: explainIssues(lenient.error.issues), leftOut: [] }
}

const strict = new WeakMap<ValueSchema, ValueSchema>()

/** The schema itself where nothing in it is lenient. */
function withoutLeniency(schema: ValueSchema): ValueSchema {
  let found = strict.get(schema)
  if (!found) {
    const text = JSON.stringify(schema)
    const isLeniency = (name: string, part: unknown) => name === 'x-lenient' && part === true
    const rest = JSON.parse(text, (name, part: unknown) => (isLeniency(name, part) ? undefined : part)) as ValueSchema
    found = JSON.stringify(rest) === text ? schema : rest
    strict.set(schema, found)
  }
  return found
}
