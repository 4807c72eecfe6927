/** Thrown when reading a schema takes more work or memory than any schema needs. */
export class OutOfSteps extends Error {
  override readonly name = 'OutOfSteps'
}

/** Work that one copy of a schema may take. The largest release seen needs less than a fifteenth of it. */
const STEPS = 3_000_000

/**
 * Counts the work and the memory that reading a schema takes, so that neither grows without bound whatever a bundle holds.
 * A step is about one expression evaluated, one small value made, or eight bytes of source parsed.
 */
export class Meter {
  private left: number = STEPS

  /** @throws OutOfSteps when nothing is left */
  spend(steps: number): void {
    if ((this.left -= steps) < 0) throw new OutOfSteps('too many steps')
  }

  /** Counts a search through so many bytes of source. */
  search(bytes: number): void {
    this.spend(300 + (bytes >> 10))
  }
}
