export { OutOfSteps } from '../code/meter.js'

/** Bounds of static evaluation. A real schema needs a small part of each; the work in all is counted by a Meter. */
export const LIMITS = {
  /** Calls inside calls. */
  callDepth: 120,
  /** Declarations that lead to one another. */
  lookupDepth: 250,
  /** Rounds of one loop. */
  loopRounds: 5_000,
  /** Length of any string, array, set or map that evaluation builds. */
  length: 200_000,
  /** Length of text a bundle's regular expression is tried on. */
  regExpInput: 200,
} as const
