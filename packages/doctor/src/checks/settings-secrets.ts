import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'

export const settingsSecrets = defineCheck({
  title: 'No secret stands in managed settings',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  run: (patient) =>
    judgeManaged(patient, ['secrets'], {
      none: 'There is none; what is managed can be read by everybody on the machine.',
      advice: 'Let a credential helper fetch it: everybody on the machine can read managed settings.',
    }),
})
