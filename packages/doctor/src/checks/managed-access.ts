import { DELIVER_AGAIN } from '@cowork-mdm/host'
import { defineCheck, failure, ok, skipped, warning } from '../check.js'
import { describeProblem, isOfAccess, sourceProblems } from '../facts/source-problems.js'
import { isRootsWork, protectManagedFile } from '../fixes/protect-managed-file.js'

export const managedAccess = defineCheck({
  title: 'Only administrators can change managed settings, and users can read them',
  group: 'delivery',
  // The registry's own rules are Windows' to keep.
  platforms: ['darwin', 'linux'],
  severity: 'error',
  async run(patient) {
    const managed = (await patient.sources()).filter(({ tier, state }) => tier === 'managed' && state !== 'absent')
    if (managed.length === 0) return skipped('There are no managed settings.')
    const found = (await sourceProblems(patient, 'managed')).filter(({ problem }) => isOfAccess(problem))
    if (found.length === 0) return ok('They are root’s, and nobody else can write to them.')
    const detail = found.map(describeProblem)
    if (!found.some(({ problem }) => problem.severity === 'error')) {
      const isClosed = found.every(({ problem }) => problem.code === 'not-for-users')
      return warning(isClosed ? 'The app may not read what is managed.' : 'Others could change what is managed.', {
        detail,
        advice: 'Remove the file; device management writes it again as root.',
      })
    }
    const message = 'The app reads nothing from there, and local settings do not count either.'
    if (found.some(({ problem }) => problem.code === 'is-link')) {
      return failure(message, {
        detail,
        advice: 'Replace the link by a file of root’s, as its target may be somebody else’s.',
      })
    }
    if (!(await isRootsWork(patient.host))) return failure(message, { detail, advice: DELIVER_AGAIN })
    return failure(message, { detail, advice: 'Run "cowork-mdm doctor --fix" as root.', fixable: true })
  },
  fix: protectManagedFile,
})
