import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latestSchema, policyName, policyUri, settingOfPolicy } from '../src/index.js'

test('names of letters and digits stay as they are', async () => {
  for (const { name } of (await latestSchema()).keys) expect(policyName({ name })).toBe(name)
})

test('everything else is spelled out', () => {
  expect(policyName({ name: 'a.b' })).toBe('a_2e_b')
  expect(policyName({ name: '__proto__' })).toBe('_5f__5f_proto_5f__5f_')
})

test('only letters, digits and underscores, and never the same for two names', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a2_.ef5]*$/))
  fc.assert(
    fc.property(name, name, (left, right) => {
      expect(policyName({ name: left })).toMatch(/^\w*$/)
      expect(policyName({ name: left }) === policyName({ name: right })).toBe(left === right)
      expect(settingOfPolicy(policyName({ name: left }))).toBe(left)
    }),
  )
})

test('the path of a policy in an ingested ADMX file', () => {
  expect(policyUri({ name: 'a.b' }, 'Device')).toBe(
    './Device/Vendor/MSFT/Policy/Config/ClaudeDesktop~Policy~ClaudeDesktop/a_2e_b',
  )
})

test('what is no code point between underscores stays', () => {
  expect(settingOfPolicy('a_110000_b_x_')).toBe('a_110000_b_x_')
})
