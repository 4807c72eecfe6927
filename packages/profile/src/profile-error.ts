import type { SourceRange } from './source.js'

export type ProfileErrorCode =
  | 'invalid-yaml'
  | 'invalid-profile'
  | 'unknown-template'
  | 'layer-cycle'
  | 'layer-missing'
  | 'layer-refused'
  | 'reference-refused'
  | 'reference-missing'
  | 'invalid-assignment'

/** What is wrong in one place of a file. */
export interface ProfileProblem {
  message: string
  /** As it was given to the reader. */
  file?: string
  range?: SourceRange
}

/** A failure that was to be expected: a file that is no profile, a template that there is none of. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError'
  readonly code: ProfileErrorCode
  /** What to do about it. */
  readonly hint: string | undefined
  /** Everything that is wrong, with its place; the message tells the first. */
  readonly problems: readonly ProfileProblem[]

  /** `message` says what was expected and what was found. */
  constructor(
    code: ProfileErrorCode,
    message: string,
    options: { hint?: string; problems?: readonly ProfileProblem[]; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.hint = options.hint
    this.problems = options.problems ?? []
  }
}
