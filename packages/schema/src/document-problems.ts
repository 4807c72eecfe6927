import type * as z from 'zod'
import { jsonPointer } from './json-pointer.js'
import type { DocumentProblem } from './schema-error.js'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** What zod found wrong with `input`, as places with what was expected and what was found there. */
export function documentProblems(input: unknown, issues: readonly Issue[], base: Path = []): DocumentProblem[] {
  return issues.flatMap((issue): DocumentProblem[] => {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) => ({
        pointer: jsonPointer([...path, name]),
        expected: name.startsWith('x-') ? 'only known annotations' : 'only known properties',
        found: JSON.stringify(name),
      }))
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return unionProblems(input, issue.errors, path)
    return [{ pointer: jsonPointer(path), expected: expectation(issue), found: describe(valueAt(input, path)) }]
  })
}

/** Of the alternatives, the one that fits best is the one that was meant: it fails deepest in the document. */
function unionProblems(input: unknown, alternatives: readonly Issue[][], path: Path): DocumentProblem[] {
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((issue) => issue.path.length))
  const deepest = Math.max(...alternatives.map(depth))
  if (deepest > 0)
    return documentProblems(
      input,
      alternatives.find((issues) => depth(issues) === deepest)!,
      path,
    )
  const expected = [...new Set(alternatives.flat().map(expectation))].join(' or ')
  return [{ pointer: jsonPointer(path), expected, found: describe(valueAt(input, path)) }]
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ')
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'something that is not empty'
        : `${issue.inclusive ? 'at least' : 'more than'} ${String(issue.minimum)}`
    default:
      return issue.message
  }
}

const TYPES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'a boolean',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
