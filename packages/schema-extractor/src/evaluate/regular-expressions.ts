import { LIMITS } from './limits.js'
import { ArrayValue, type Value } from './values.js'

const REPEATED_GROUP = /\)(?:[*+]|\{\d+,)/

/**
 * Whether a pattern of the bundle may be run here: backtracking is exponential only where a repeated group
 * repeats inside, and such patterns are not run at all.
 */
export function isSafeToRun(pattern: RegExp, input: string): boolean {
  return input.length <= LIMITS.regExpInput && pattern.source.length <= 2_000 && !REPEATED_GROUP.test(pattern.source)
}

/** The result of `exec` or a non-global `match` as an array value. */
export function matchResult(match: RegExpMatchArray | RegExpExecArray | null): Value {
  return match ? new ArrayValue([...match]) : null
}
