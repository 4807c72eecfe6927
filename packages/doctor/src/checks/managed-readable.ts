import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'
import { describeProblem, isOfAccess, isOfValues, sourceProblems } from '../facts/source-problems.js'

export const managedReadable = defineCheck({
  title: 'Managed settings can be read',
  group: 'delivery',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const found = (await sourceProblems(patient, 'managed')).filter(
      ({ problem }) => !isOfAccess(problem) && !isOfValues(problem),
    )
    const read = (await patient.sources()).filter(
      ({ tier, state }) => tier === 'managed' && state !== 'absent' && state !== 'unknown',
    )
    const detail = found.map(describeProblem)
    const hint = found.find(({ problem }) => problem.hint !== undefined)?.problem.hint
    if (found.some(({ problem }) => problem.severity === 'error')) {
      return failure('The app can make nothing of what is there; local settings do not count either.', {
        detail,
        advice: hint ?? 'Deliver the file again, as the tool that made it wrote it.',
      })
    }
    if (found.some(({ problem }) => problem.severity === 'warning'))
      return warning('What is there is read, and should not be so.', {
        detail,
        ...(hint !== undefined && { advice: hint }),
      })
    if (read.length === 0) {
      const message =
        found.length === 0 ? 'There are no managed settings.' : 'What is there cannot be looked at from here.'
      return skipped(message, { detail, ...(hint !== undefined && { advice: hint }) })
    }
    return ok(`${counted(read.length, 'source')} read.`, { detail })
  },
})
