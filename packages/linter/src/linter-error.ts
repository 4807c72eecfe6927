export type LinterErrorCode = 'invalid-config' | 'unknown-rule'

/** A failure that was to be expected: a configuration that is none, a rule that there is none of. */
export class LinterError extends Error {
  override readonly name = 'LinterError'
  readonly code: LinterErrorCode
  /** What to do about it. */
  readonly hint: string | undefined

  /** `message` says what was expected and what was found. */
  constructor(code: LinterErrorCode, message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.hint = options.hint
  }
}
