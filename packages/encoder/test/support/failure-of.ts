import { expect } from 'vitest'
import { EncoderError } from '../../src/encoder-error.js'

/** The failure that was to be expected; anything else fails the test. */
export function failureOf(run: () => unknown): EncoderError {
  try {
    run()
  } catch (error) {
    if (!(error instanceof EncoderError)) throw error
    return error
  }
  return expect.fail('Expected an EncoderError, found none.')
}
