/** A place in a document that is not as it has to be. */
export interface DocumentProblem {
  /** JSON pointer into the document. */
  pointer: string
  expected: string
  found: string
}

export interface SchemaErrorOptions {
  hint?: string
  cause?: unknown
  problems?: readonly DocumentProblem[]
}

/** A failure that was to be expected: an unknown version, a document that is none. `hint` says what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  readonly code: string
  readonly hint: string | undefined
  /** For an invalid document: everything that is wrong with it. The message shows the first. */
  readonly problems: readonly DocumentProblem[] | undefined

  /** `message` says what was expected and what was found. */
  constructor(code: string, message: string, options: SchemaErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.hint = options.hint
    this.problems = options.problems
  }
}
