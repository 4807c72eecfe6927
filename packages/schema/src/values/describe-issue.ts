import type * as z from 'zod'

/** Types in the words of people who write YAML. */
const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'null',
}

/** What a validator expected in one place: `expected a whole number`. Never quotes what it found. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'never'
        ? 'expected nothing here'
        : `expected ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return expectedOneOf(issue.values)
    case 'too_small':
      return atLeast(issue)
    case 'too_big':
      return atMost(issue)
    case 'invalid_format':
      return issue.pattern === undefined ? issue.message : `expected a text that matches ${issue.pattern}`
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return 'expected no property of that name'
    case 'invalid_key':
    case 'invalid_element':
    case 'invalid_union':
    case 'custom':
      return issue.message
  }
}

export function expectedOneOf(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return words.length === 1 ? `expected ${words[0]}` : `expected one of ${words.join(', ')}`
}

function atLeast({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string')
    return `expected ${Number(minimum) === 1 ? 'a text that is not empty' : `at least ${minimum} characters`}`
  if (origin === 'array') return `expected at least ${counted(minimum, 'entry', 'entries')}`
  return inclusive ? `expected a number of at least ${minimum}` : `expected a number above ${minimum}`
}

function atMost({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return `expected at most ${counted(maximum, 'character', 'characters')}`
  if (origin === 'array') return `expected at most ${counted(maximum, 'entry', 'entries')}`
  return inclusive === false ? `expected a number below ${maximum}` : `expected a number of at most ${maximum}`
}

function counted(count: number | bigint, one: string, many: string): string {
  return `${count} ${Number(count) === 1 ? one : many}`
}
