import type { Finding } from '@cowork-mdm/linter'
import { defineCheck, EVERYWHERE } from '../check.js'
import { judgeFindings, judgeManaged } from '../facts/judge-findings.js'

/** Rules on settings that need or exclude each other. */
const OF_RELATIONS = new Set<Finding['rule']>(['setting-conflict', 'setting-dependency'])

export const settingsConflicts = defineCheck({
  title: 'Managed settings do not contradict each other',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const { sources } = await patient.effective()
    const counting = sources.filter(({ tier, role }) => tier === 'managed' && role === 'in-effect')
    const words = {
      none: 'No two contradict each other.',
      advice: 'Decide which of them is meant, and remove the other.',
    }
    if (counting.length < 2) return await judgeManaged(patient, ['conflicts'], words)
    // What one source lacks another one may have, and the other way round: what counts is what they say together.
    const [stored, together] = [await patient.findings(), await patient.effectiveFindings()]
    const found = [
      ...stored.filter(({ rule }) => !OF_RELATIONS.has(rule)),
      ...together.filter(({ rule }) => OF_RELATIONS.has(rule)),
    ]
    return judgeFindings(found, ['conflicts'], words)
  },
})
