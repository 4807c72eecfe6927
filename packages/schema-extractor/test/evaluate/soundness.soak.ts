import fc from 'fast-check'
import { it } from 'vitest'
import { randomExpression } from './random-expression.js'
import { expectSound } from './soundness.js'

it('what evaluation knows of 200,000 random expressions is what running them gives', () => {
  // The seed is told where it fails: put what it found into expressions.ts.
  fc.assert(fc.property(randomExpression, expectSound), { numRuns: 200_000 })
})
