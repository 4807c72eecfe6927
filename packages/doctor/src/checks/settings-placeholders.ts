import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'

export const settingsPlaceholders = defineCheck({
  title: 'No placeholder was left in',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  run: (patient) =>
    judgeManaged(patient, ['placeholders'], {
      none: 'No placeholder is left.',
      advice: 'Fill them in: device management did not.',
    }),
})
