import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'

export const settingsNames = defineCheck({
  title: 'The app knows every managed setting',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  run: (patient) =>
    judgeManaged(patient, ['versions'], {
      none: 'Every name is known, and none is deprecated.',
      advice: 'Correct or remove the names in the profile or policy.',
    }),
})
