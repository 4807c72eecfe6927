/** Bounds of static evaluation. A real schema needs a small part of each. */
export const LIMITS = {
  /** Expression nodes evaluated for one document. */
  steps: 6_000_000,
  /** Calls inside calls. */
  callDepth: 120,
  /** Rounds of one loop. */
  loopRounds: 5_000,
  /** Length of any string or array that evaluation builds. */
  length: 200_000,
  /** Length of text a bundle's regular expression is tried on. */
  regExpInput: 200,
} as const

/** Thrown when a document needs more steps than {@link LIMITS} allows. */
export class OutOfSteps extends Error {
  override readonly name = 'OutOfSteps'
}
