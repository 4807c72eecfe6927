import { defineCheck, EVERYWHERE, skipped } from '../check.js'
import { judgeFindings } from '../facts/judge-findings.js'

export const settingsPosture = defineCheck({
  title: 'No setting opens more than most fleets want',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    if ((await patient.effective()).settings.length === 0) return skipped('No settings are in effect.')
    return judgeFindings(await patient.effectiveFindings(), ['security-posture', 'egress'], {
      none: 'No setting does.',
      advice: 'See whether that is meant.',
    })
  },
})
