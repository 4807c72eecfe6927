import type * as z from 'zod'
import { jsonPointer } from '../json-pointer.js'
import { describeIssue, expectedOneOf } from './describe-issue.js'

/** What is wrong in one place of a decoded value. */
export interface ValueProblem {
  /** JSON pointer into the decoded value; where something is missing or must not be there, to that. */
  pointer: string
  /** `expected …`, in lower case and without a full stop. Never quotes what was found. */
  message: string
  /** The only values that are allowed there, where they are few. */
  allowed?: readonly unknown[]
}

/**
 * What a validator found wrong, place by place. Where a value fits no variant of a union, the variant that it comes nearest
 * to speaks for all: the one that is content with most of it.
 */
export function explainIssues(issues: readonly z.core.$ZodIssue[]): ValueProblem[] {
  return explained(issues, []).map(({ path, message, values }) => ({
    pointer: jsonPointer(path),
    message,
    ...(values && { allowed: values }),
  }))
}

interface Place {
  path: PropertyKey[]
  message: string
  /** The only values that are allowed there. */
  values?: readonly unknown[]
}

function explained(issues: readonly z.core.$ZodIssue[], around: readonly PropertyKey[]): Place[] {
  return issues.flatMap((issue): Place[] => {
    const path = [...around, ...issue.path]
    const message = describeIssue(issue)
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message }))
    if (issue.code === 'invalid_value') return [{ path, message, values: issue.values }]
    if (issue.code !== 'invalid_union') return [{ path, message }]
    const variants = issue.errors.map((variant) => explained(variant, path)).filter((places) => places.length > 0)
    return nearest(variants, path.length) ?? [{ path, message: alternatives(variants, path.length) ?? message }]
  })
}

/** The variant with the fewest complaints; of those with equally many, the one that complains deepest inside. */
function nearest(variants: Place[][], depth: number): Place[] | undefined {
  // Those that complain about the value itself are of another kind: a list where a text is wanted.
  const alike = variants.filter((variant) => variant.every(({ path }) => path.length > depth))
  const [best] = alike.sort((left, right) => left.length - right.length || deepest(right) - deepest(left))
  return best?.map((place) => withValuesOf(alike, place))
}

/** Where the variants are told apart by a word (`source`, `server`), each of their words is a choice. */
function withValuesOf(variants: readonly Place[][], place: Place): Place {
  if (!place.values) return place
  const pointer = jsonPointer(place.path)
  const same = variants.flat().filter(({ path, values }) => values && jsonPointer(path) === pointer)
  const values = [...new Set([place, ...same].flatMap((other) => other.values ?? []))]
  return { ...place, values, message: expectedOneOf(values) }
}

/** `expected a text or a map`: what the variants want the value itself to be. */
function alternatives(variants: readonly Place[][], depth: number): string | undefined {
  const wanted = variants.flat().filter(({ path }) => path.length === depth)
  const messages = [...new Set(wanted.map(({ message }) => message.replace(/^expected /, '')))]
  return messages.length === 0 ? undefined : `expected ${messages.join(' or ')}`
}

function deepest(variant: Place[]): number {
  return Math.max(...variant.map(({ path }) => path.length))
}
