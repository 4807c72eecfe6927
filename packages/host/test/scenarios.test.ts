import { CoworkError } from '@cowork-mdm/machine'
import { expect, test } from 'vitest'
import { effectiveSettings, plainEffective } from '../src/index.js'
import { openScenario, scenarioNames } from './support/open-scenario.js'
import { summaryOf } from './support/summary-of.js'

const names = scenarioNames()

test.each(['darwin', 'win32', 'linux'])('there are at least 15 machines with %s', (platform) => {
  expect(names.filter((name) => name.startsWith(`${platform}-`)).length).toBeGreaterThanOrEqual(15)
})

test.each(names)('%s', async (name) => {
  const { host, options, expected } = await openScenario(name)
  const { effective } = await effectiveSettings(host, options)
  expect(summaryOf(effective)).toEqual(expected)
  // Plain JSON: nothing is lost on the way through text.
  const plain = plainEffective(effective)
  expect(JSON.parse(JSON.stringify(plain))).toEqual(plain)
})

test('a disk that cannot be written to is read as one that can', async () => {
  const { host, options, expected } = await openScenario('win32-disk')
  const closed = new CoworkError('permission-denied', 'Cannot create C:\\Windows: the file system is read-only.')
  const readOnly = { ...host, temporaryFolder: () => Promise.reject(closed) }
  expect(summaryOf((await effectiveSettings(readOnly, options)).effective)).toEqual(expected)
})
