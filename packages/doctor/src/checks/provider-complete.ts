import { RULES } from '@cowork-mdm/linter'
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
    const { settings } = await patient.effective()
    const refused = settings.filter(({ state, holders }) => state !== 'set' && holders.length > 0).map(({ key }) => key)
    const findings = (await patient.effectiveFindings()).filter(({ rule }) => RULES[rule].group === 'providers')
    // What is set and refused is told once, by the check that says why.
    const own = findings.filter(({ message }) => !refused.some((key) => namesIn(message).has(key)))
    if (own.length === 0 && findings.length > 0)
      return skipped('What it needs is set and refused; "settings-in-effect" tells why.', {
        detail: findings.map(({ message }) => message),
      })
    return judgeFindings(own, ['providers'], {
      none: `All that ${provider} needs is set.`,
      advice: 'Correct its settings; "cowork-mdm profile templates" shows a complete profile of each provider.',
    })
  },
})

function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g))
}
