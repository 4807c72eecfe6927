import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'
import { describeProblem, sourceProblems } from '../facts/source-problems.js'

export const settingsNames = defineCheck({
  title: 'The app knows every managed setting',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const verdict = await judgeManaged(patient, ['versions'], {
      none: 'Every name is known, and none is deprecated.',
      advice: 'Correct or remove the names in the profile or policy.',
    })
    const doubts = (await sourceProblems(patient, 'managed')).filter(({ problem }) => problem.code === 'unknown-name')
    return { ...verdict, detail: [...(verdict.detail ?? []), ...doubts.map(describeProblem)] }
  },
})
