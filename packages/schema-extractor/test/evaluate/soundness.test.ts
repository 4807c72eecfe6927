import fc from 'fast-check'
import { it } from 'vitest'
import { randomExpression } from './random-expression.js'
import { expectSound } from './soundness.js'

it('what evaluation knows of random expressions is what running them gives', { timeout: 60_000 }, () => {
  fc.assert(fc.property(randomExpression, expectSound), { numRuns: 3_000, seed: 20_261_002 })
})
