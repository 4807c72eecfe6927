import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVersions, SchemaError } from '../src/index.js'

const sign = (left: string, right: string) => Math.sign(compareVersions(left, right))

test.each([
  ['1.18286.0', '1.28929.0', -1],
  ['1.9.0', '1.10.0', -1],
  ['1.28929', '1.28929.0.0', 0],
  ['2', '1.99999.99', 1],
  ['2.2553.0.0', '2.2553.0', 0],
  ['1.24012.11', '1.24012.9', 1],
  ['@next', '999999.0', 1],
  ['1.0', '@next', -1],
  ['@next', '@next', 0],
  ['01.2', '1.2', 0],
])('%s against %s is %d', (left, right, order) => {
  expect(sign(left, right)).toBe(order)
  expect(sign(right, left)).toBe(order === 0 ? 0 : -order)
})

test('any number of parts of any length', () => {
  const version = fc.array(fc.nat({ max: 1e6 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(version, version, (left, right) => {
      const length = Math.max(left.length, right.length)
      const pad = (parts: number[]) => parts.concat(Array<number>(length - parts.length).fill(0))
      const [a, b] = [pad(left), pad(right)]
      const first = a.findIndex((part, index) => part !== b[index])
      expect(sign(left.join('.'), right.join('.'))).toBe(first === -1 ? 0 : Math.sign(a[first]! - b[first]!))
    }),
  )
})

describe('nonsense', () => {
  test.each(['', ' ', '1.', '.1', '1..2', 'v1.2', '1.2-beta', '-1', '1.2\n', 'unknown', 'next', '__proto__', '١'])(
    '%j is no version',
    (nonsense) => {
      for (const compare of [() => compareVersions(nonsense, '1.0'), () => compareVersions('1.0', nonsense)]) {
        expect(compare).toThrow(SchemaError)
        expect(compare).toThrow(`found ${JSON.stringify(nonsense)}`)
      }
    },
  )
})
