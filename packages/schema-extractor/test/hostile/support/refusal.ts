import { readdirSync } from 'node:fs'
import { expect } from 'vitest'
import { type BundleSource, extractSchema, ExtractionError, type ExtractionErrorCode } from '../../../src/index.js'

/** Longest time that any input may take, in milliseconds. */
export const LONGEST = 10_000

/**
 * Expects that an input is refused in time with one of the package's errors, a message that says what was expected and
 * found, a hint that says what to do, and nothing written into `folder`.
 */
export async function expectRefusal(
  input: string | BundleSource,
  code: ExtractionErrorCode,
  message: RegExp,
  folder?: string,
): Promise<void> {
  const before = folder === undefined ? [] : readdirSync(folder, { recursive: true })
  const start = performance.now()
  const error: unknown = await extractSchema(input).then(
    ({ document }) => expect.fail(`read ${document.keys.length} settings`),
    (reason: unknown) => reason,
  )
  expect(performance.now() - start).toBeLessThan(LONGEST)
  expect(error).toBeInstanceOf(ExtractionError)
  const refusal = error as ExtractionError
  expect({ code: refusal.code, message: refusal.message }).toEqual({ code, message: expect.stringMatching(message) })
  expectGoodWording(refusal)
  if (folder !== undefined) expect(readdirSync(folder, { recursive: true })).toEqual(before)
}

/** What was expected, what was found, what to do: short enough to be read, and without anything of our own insides. */
export function expectGoodWording(error: { message: string; hint?: string }): void {
  expect(error.message).toMatch(/^Expected .*(?:found|but|not there)/s)
  expect(error.message.length).toBeLessThan(700)
  expect(error.message).not.toMatch(/undefined|\[object|NaN| at .*\.ts/)
  expect(error.hint ?? '').toMatch(/^[A-Z].+\.$/)
}
