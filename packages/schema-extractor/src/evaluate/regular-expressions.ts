import { LIMITS } from './limits.js'
import type { Meter } from '../code/meter.js'
import { branchings } from './pattern-cost.js'
import { ArrayValue, MatchValue, Unknown, type Value } from './values.js'

/** Ways through a pattern that are tried at most, as a power of two. */
const MOST_BRANCHINGS = 22
const LONGEST_PATTERN = 2_000

/**
 * Steps that running a pattern of the bundle on a text counts for; undefined when it must not be run here, as backtracking
 * could take for ever.
 */
export function patternSteps(pattern: RegExp, input: string): number | undefined {
  if (input.length > LIMITS.regExpInput || pattern.source.length > LONGEST_PATTERN) return undefined
  // Classes inside classes, which only this flag allows, are not read here.
  if (pattern.flags.includes('v')) return undefined
  const ways = branchings(pattern, input.length)
  return ways > MOST_BRANCHINGS ? undefined : 10 + Math.ceil(2 ** ways / 50)
}

/** Runs a pattern of the bundle on a text, unless backtracking could take for ever. */
export function runPattern(meter: Meter, pattern: RegExp, input: string, run: (pattern: RegExp) => Value): Value {
  const steps = patternSteps(pattern, input)
  if (steps === undefined) return new Unknown('a pattern that is not run here')
  meter.spend(steps)
  try {
    return run(new RegExp(pattern))
  } catch (error) {
    // The runtime compiles a pattern when it is first run, and refuses one that is too large.
    if (error instanceof SyntaxError) return new Unknown('a pattern that cannot be run')
    throw error
  }
}

/** The result of `exec` or a non-global `match` as an array value. */
export function matchResult(match: RegExpMatchArray | RegExpExecArray | null): Value {
  if (!match) return null
  const { index, input, groups } = match
  // With the flag `g`, `match` gives a plain list of texts.
  if (index === undefined) return new ArrayValue([...match])
  const named = groups && new Unknown('named groups')
  return new MatchValue(
    [...match],
    new Map<string, Value>([
      ['index', index],
      ['input', input],
      ['groups', named],
    ]),
  )
}
