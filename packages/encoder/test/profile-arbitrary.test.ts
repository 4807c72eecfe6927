import { latestSchema } from '@cowork-mdm/schema'
import { validatorFor } from '@cowork-mdm/schema/values'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { valueArbitrary } from './support/value-arbitrary.js'

const { keys } = await latestSchema()

it.each(keys)('values made for $name are valid', ({ value }) => {
  const validator = validatorFor(value)
  fc.assert(
    fc.property(valueArbitrary(value), (made) => {
      expect(validator.safeParse(made).error).toBeUndefined()
    }),
    { numRuns: 30 },
  )
})
