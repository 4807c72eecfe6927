import type { SourceRange } from '@cowork-mdm/profile'

export type EncoderErrorCode =
  // What is read is not what it should be.
  | 'unknown-format'
  | 'not-readable-format'
  | 'wrong-encoding'
  | 'invalid-xml'
  | 'dtd-refused'
  | 'invalid-plist'
  | 'duplicate-key'
  | 'invalid-json'
  | 'invalid-registry-file'
  | 'no-settings'
  // What is to be written cannot be.
  | 'value-not-carried'
  | 'unknown-key-refused'
  | 'secret-refused'
  | 'reference-refused'
  | 'too-large'
  // Signatures.
  | 'signed'
  | 'invalid-signature'
  | 'invalid-certificate'

/** A failure that was to be expected: a file that is not what its name says, a value that a format cannot hold. */
export class EncoderError extends Error {
  override readonly name = 'EncoderError'
  readonly code: EncoderErrorCode
  /** What to do about it. */
  readonly hint: string | undefined
  readonly file: string | undefined
  /** Where in the file. */
  readonly range: SourceRange | undefined

  /** `message` says what was expected and what was found. */
  constructor(
    code: EncoderErrorCode,
    message: string,
    options: { hint?: string; file?: string | undefined; range?: SourceRange | undefined; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.hint = options.hint
    this.file = options.file
    this.range = options.range
  }
}
