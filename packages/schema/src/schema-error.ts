/** A failure that was to be expected: an unknown version, a document that is none. `hint` says what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  readonly code: string
  readonly hint: string | undefined

  /** `message` says what was expected and what was found. */
  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.hint = options.hint
  }
}
