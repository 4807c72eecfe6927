/**
 * A failure that was to be expected: a missing file, a refused input, a denied permission. Its message is for the user and
 * is shown without a stack; everything that is not a `CoworkError` is a bug.
 */
export class CoworkError extends Error {
  override readonly name: string = 'CoworkError'
  /** Stable identifier of the kind of failure, `kebab-case`. */
  readonly code: string
  /** What the user can do about it. */
  readonly hint: string | undefined

  /** `message` says what was expected and what was found, `hint` what to do. */
  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.hint = options.hint
  }
}
