import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'

export const settingsAddresses = defineCheck({
  title: 'Addresses and paths are of the form that the app takes',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  run: (patient) =>
    judgeManaged(patient, ['urls-and-paths'], {
      none: 'All are of the right form.',
      advice: 'Correct them in the profile or policy.',
    }),
})
