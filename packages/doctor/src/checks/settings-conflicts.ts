import type { Finding } from '@cowork-mdm/linter'
import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeManaged } from '../facts/judge-findings.js'
import type { Patient } from '../patient.js'

/** Rules on settings that need or exclude each other. */
const OF_RELATIONS = new Set<Finding['rule']>(['setting-conflict', 'setting-dependency'])

export const settingsConflicts = defineCheck({
  title: 'Managed settings do not contradict each other',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const stored = await patient.findings()
    const found = [...stored.filter(({ rule }) => !OF_RELATIONS.has(rule)), ...(await relations(patient, stored))]
    const words = {
      none: 'No two contradict each other.',
      advice: 'Decide which of them is meant, and remove the other.',
    }
    return await judgeManaged(patient, ['conflicts'], words, found)
  },
})

/**
 * What one source lacks another one may have, and the other way round: what counts for a person is what all sources that count
 * for them say together.
 */
async function relations(patient: Patient, stored: readonly Finding[]): Promise<readonly Finding[]> {
  const found: Finding[] = []
  const [own, ...others] = await patient.views()
  for (const view of [own!, ...others]) {
    const counting = view.sources.filter(({ tier, role }) => tier === 'managed' && role === 'in-effect')
    const isAlone = counting.length < 2
    const all = isAlone
      ? stored.filter(({ location: { file } }) => counting.some(({ place }) => place === file))
      : await patient.effectiveFindings(view === own ? undefined : view)
    const isTold = (finding: Finding) =>
      isAlone
        ? found.includes(finding)
        : found.some(({ rule, message }) => rule === finding.rule && message === finding.message)
    found.push(...all.filter((finding) => OF_RELATIONS.has(finding.rule) && !isTold(finding)))
  }
  return found
}
