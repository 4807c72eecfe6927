import { SETTING_ROLES } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, skipped } from '../check.js'
import { judgeFindings } from '../facts/judge-findings.js'

export const providerComplete = defineCheck({
  title: 'The inference provider has all that it needs',
  group: 'provider',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const values = await patient.values()
    const provider = values[SETTING_ROLES.provider]
    if (typeof provider !== 'string') {
      const { bootstrapAsked } = await patient.effective()
      return skipped(bootstrapAsked ? 'The bootstrap server decides.' : 'No inference provider is in effect.')
    }
    return judgeFindings(await patient.effectiveFindings(), ['providers'], {
      none: `All that ${provider} needs is set.`,
      advice: 'Set what is missing; "cowork-mdm profile templates" shows a complete profile of each provider.',
    })
  },
})
