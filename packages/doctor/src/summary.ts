import type { CheckResult, Summary } from './result.js'

/** How many checks ended how. */
export function summaryOf(checks: readonly CheckResult[]): Summary {
  const count = (is: (check: CheckResult) => boolean) => checks.filter(is).length
  const of = (status: CheckResult['status']) => count((check) => check.status === status)
  const [error, warning] = [of('error'), of('warning')]
  return {
    status: error > 0 ? 'error' : warning > 0 ? 'warning' : 'ok',
    ok: of('ok'),
    warning,
    error,
    skipped: of('skipped'),
    fixable: count(({ fixAvailable }) => fixAvailable),
    fixed: count(({ fixed }) => fixed !== undefined && fixed.failure === undefined && fixed.deeds.length > 0),
  }
}
