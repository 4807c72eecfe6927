import { RULES } from '@cowork-mdm/linter'
import { listed, SETTING_ROLES } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, skipped } from '../check.js'
import { judgeFindings } from '../facts/judge-findings.js'
import { refusedSettings } from '../facts/refused-settings.js'

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
    const refused = await refusedSettings(patient)
    const findings = (await patient.effectiveFindings())
      .filter(({ rule }) => RULES[rule].group === 'providers')
      .map((finding) => ({ ...finding, told: namesIn(finding.message).flatMap((name) => refused.get(name) ?? []) }))
    // What is set and refused is told once, by the check that says why.
    const own = findings.filter(({ told }) => told.length === 0)
    if (own.length === 0 && findings.length > 0) {
      const checks = [...new Set(findings.flatMap(({ told }) => told))].map((id) => `"${id}"`)
      return skipped(
        `What it needs is set and refused; ${listed(checks)} ${checks.length === 1 ? 'tells' : 'tell'} why.`,
        {
          detail: findings.map(({ message }) => message),
        },
      )
    }
    return judgeFindings(own, ['providers'], {
      none: `All that ${provider} needs is set.`,
      advice: 'Correct its settings; "cowork-mdm profile templates" shows a complete profile of each provider.',
    })
  },
})

function namesIn(text: string): readonly string[] {
  return text.match(/\w+/g) ?? []
}
