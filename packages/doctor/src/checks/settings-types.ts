import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'

export const settingsTypes = defineCheck({
  title: 'Managed values have the types that the app reads',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  run: (patient) =>
    judgeManaged(patient, ['types'], {
      none: 'Every value is of its type.',
      advice:
        'Correct the values in the profile or policy; "cowork-mdm profile export" writes every type as the app reads it.',
    }),
})
