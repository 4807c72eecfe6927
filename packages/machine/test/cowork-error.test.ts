import { expect, test } from 'vitest'
import { CoworkError } from '../src/index.js'

test('carries its code, the hint and the cause', () => {
  const cause = new Error('below')
  const error = new CoworkError('file-missing', 'There is no such file.', { hint: 'Check the path.', cause })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'CoworkError', code: 'file-missing', hint: 'Check the path.', cause })
})

test('has neither hint nor cause when none is given', () => {
  const error = new CoworkError('x', 'y')
  expect(error.hint).toBeUndefined()
  expect(Object.hasOwn(error, 'cause')).toBe(false)
})
