// @ts-check

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: FileResult[] }} Report
 */

/**
 * Counts from vitest's JSON report and its exit status. A test file that could not be loaded has no tests to fail, and an
 * error outside of any test fails the run alone: each counts as one failure, as does a build that failed before the run.
 *
 * @param {Report | undefined} report
 * @param {number} status
 */
export function countTests(report, status, built = true) {
  if (report === undefined) return { passed: 0, failed: 1 }
  const broken = report.testResults.filter((file) => file.status === 'failed' && !hasFailedTest(file)).length
  const failed = report.numFailedTests + broken
  const outside = failed === 0 && status !== 0 ? 1 : 0
  return { passed: report.numPassedTests, failed: failed + outside + (built ? 0 : 1) }
}

/** @param {FileResult} file */
function hasFailedTest(file) {
  return file.assertionResults.some((test) => test.status === 'failed')
}
