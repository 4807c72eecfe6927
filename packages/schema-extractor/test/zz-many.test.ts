import fc from 'fast-check'
import { it } from 'vitest'
import { randomExpression } from './evaluate/random-expression.js'
import { expectSound } from './evaluate/soundness.js'
it('many', { timeout: 1_200_000 }, () => {
  const seen = new Set<string>()
  for (let seed = 1; seed < Number(process.env.SEEDS ?? 25); seed++) {
    const r = fc.check(fc.property(randomExpression, expectSound), { numRuns: 800, seed, verbose: 0 })
    if (r.failed) {
      const c = r.counterexample?.[0] ?? ''
      if (!seen.has(c)) {
        seen.add(c)
        console.log(
          'CE',
          c.slice(0, 300),
          '=>',
          String((r.errorInstance as Error)?.message)
            .replace(/\s+/g, ' ')
            .slice(0, 160),
        )
      }
    }
  }
})
