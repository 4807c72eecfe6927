import { CoworkError } from '@cowork-mdm/machine'

/** What can be wrong with the input of an extraction. */
export type ExtractionErrorCode =
  | 'unreadable-path'
  | 'not-a-bundle'
  | 'not-an-asar'
  | 'damaged-asar'
  | 'damaged-installer'
  | 'missing-file'
  | 'no-schema'
  | 'unknown-shape'
  | 'too-complex'
  | 'aborted'

/** An input from which no schema can be extracted: what was expected, what was found, and in `hint` what to do. */
export class ExtractionError extends CoworkError {
  override readonly name = 'ExtractionError'
  declare readonly code: ExtractionErrorCode

  constructor(code: ExtractionErrorCode, message: string, options?: { hint?: string; cause?: unknown }) {
    super(code, message, options)
  }
}

/** @throws ExtractionError `aborted` once the signal has come */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ExtractionError('aborted', 'The extraction was cancelled.')
}
