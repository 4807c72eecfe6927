import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'

export const settingsConflicts = defineCheck({
  title: 'Managed settings do not contradict each other',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  run: (patient) =>
    judgeManaged(patient, ['conflicts'], {
      none: 'No two contradict each other.',
      advice: 'Decide which of them is meant, and remove the other.',
    }),
})
