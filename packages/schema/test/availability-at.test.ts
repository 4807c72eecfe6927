import { expect, it } from 'vitest'
import { availabilityAt } from '../src/availability-at.js'
import type { Availability, SettingKey } from '../src/schema-document.js'

const key = (...availability: Availability[]) => ({ availability }) as SettingKey
const RISE_AND_FALL = key(
  { scope: '3p', since: '1.3.0', status: 'removed' },
  { scope: '3p', since: '1.1.0', status: 'enabled' },
  { scope: '3p', since: '1.2.0', status: 'deprecated' },
)

it.each<[what: string, key: SettingKey, version: string | undefined, expected: ReturnType<typeof availabilityAt>]>([
  ['nothing told', key(), '1.0', { state: 'enabled' }],
  ['before the first release', RISE_AND_FALL, '1.0.9', { state: 'not-yet', since: '1.1.0' }],
  ['from its first release on', RISE_AND_FALL, '1.1.0', { state: 'enabled', since: '1.1.0' }],
  ['deprecated', RISE_AND_FALL, '1.2.5', { state: 'deprecated', since: '1.2.0' }],
  ['removed', RISE_AND_FALL, '1.3', { state: 'removed', since: '1.3.0' }],
  ['the newest release', RISE_AND_FALL, undefined, { state: 'removed', since: '1.3.0' }],
  ['no version told', key({ scope: '3p', status: 'enabled' }), '0.1', { state: 'enabled' }],
  ['only its end is told', key({ scope: '3p', since: '2.0', status: 'removed' }), '1.0', { state: 'enabled' }],
  ['announced', key({ scope: '3p', since: '@next', status: 'enabled' }), '9.0', { state: 'not-yet', since: '@next' }],
  [
    'the best scope counts',
    key({ scope: '1p', since: '2.0', status: 'enabled' }, { scope: '3p', since: '1.0', status: 'deprecated' }),
    '1.5',
    { state: 'deprecated', since: '1.0' },
  ],
  [
    'the scope that had it first counts',
    key({ scope: '1p', since: '2.0', status: 'enabled' }, { scope: '3p', since: '1.0', status: 'enabled' }),
    '0.5',
    { state: 'not-yet', since: '1.0' },
  ],
])('%s', (_, setting, version, expected) => {
  expect(availabilityAt(setting, version)).toEqual(expected)
})

it('refuses what is no version', () => {
  expect(() => availabilityAt(key(), 'new')).toThrow(/Expected a version/)
})
