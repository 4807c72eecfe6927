import { expect, test } from 'vitest'
import { countTests } from './count-tests.mjs'

const file = (...statuses: string[]) => ({ status: 'failed', assertionResults: statuses.map((status) => ({ status })) })

test('counts tests as vitest does', () => {
  const report = { numPassedTests: 3, numFailedTests: 1, testResults: [file('passed', 'failed')] }
  expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1 })
})

test('a file that does not load is a failure', () => {
  expect(countTests({ numPassedTests: 3, numFailedTests: 0, testResults: [file()] }, 1)).toEqual({
    passed: 3,
    failed: 1,
  })
})

test('an error outside of any test is a failure', () => {
  expect(countTests({ numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1)).toEqual({ passed: 3, failed: 1 })
})

test('a failed build and a missing report are failures', () => {
  expect(countTests({ numPassedTests: 3, numFailedTests: 0, testResults: [] }, 0, false)).toEqual({
    passed: 3,
    failed: 1,
  })
  expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1 })
})
