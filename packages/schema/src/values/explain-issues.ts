import type * as z from 'zod'
import { jsonPointer } from '../json-pointer.js'

/** What is wrong in one place of a decoded value. */
export interface ValueProblem {
  /** JSON pointer into the decoded value. */
  pointer: string
  message: string
}

/**
 * What a validator found wrong, place by place. Where a value fits no variant of a union, the variant that it comes nearest
 * to speaks for all: the one that is content with most of it.
 */
export function explainIssues(issues: readonly z.core.$ZodIssue[]): ValueProblem[] {
  return explained(issues, []).map(({ path, message }) => ({ pointer: jsonPointer(path), message }))
}

interface Place {
  path: PropertyKey[]
  message: string
}

function explained(issues: readonly z.core.$ZodIssue[], around: readonly PropertyKey[]): Place[] {
  return issues.flatMap((issue) => {
    const path = [...around, ...issue.path]
    if (issue.code !== 'invalid_union') return [{ path, message: issue.message }]
    const variants = issue.errors.map((variant) => explained(variant, path))
    return nearest(variants, path.length) ?? [{ path, message: issue.message }]
  })
}

/** The variant with the fewest complaints; of those with equally many, the one that complains deepest inside. */
function nearest(variants: Place[][], depth: number): Place[] | undefined {
  const cost = (variant: Place[]) =>
    // Of another kind altogether: a list where the variant wants a text.
    variant.some(({ path }) => path.length === depth) ? Infinity : variant.length
  const ranked = variants
    .filter((variant) => variant.length > 0 && cost(variant) < Infinity)
    .sort((left, right) => cost(left) - cost(right) || deepest(right) - deepest(left))
  return ranked[0]
}

function deepest(variant: Place[]): number {
  return Math.max(...variant.map(({ path }) => path.length))
}
