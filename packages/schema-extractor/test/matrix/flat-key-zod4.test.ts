import { describeMatrix } from '../support/describe-matrix.js'
import { FIXTURES } from '../support/fixtures.js'

describeMatrix(FIXTURES['flat-key-zod4'])
