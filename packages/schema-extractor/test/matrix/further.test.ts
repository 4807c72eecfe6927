import { describeMatrix } from '../support/describe-matrix.js'
import { FIXTURES } from '../support/fixtures.js'
import { FURTHER_VARIANTS } from '../support/further-variants.js'

describeMatrix(FIXTURES.flat, FURTHER_VARIANTS)
describeMatrix(FIXTURES['flat-key-zod4'], FURTHER_VARIANTS)
describeMatrix(FIXTURES.generic, FURTHER_VARIANTS)
// Unions of zod 3 are not followed through its classes lowered to functions.
describeMatrix(
  FIXTURES['flat-key'],
  FURTHER_VARIANTS.filter(({ name }) => name !== 'swc, lowered to es5'),
)
