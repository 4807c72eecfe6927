import { LONGEST_POLICY_TEXT } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { storedLength } from '../values/stored-length.js'

export const policyTextLength = defineRule({
  group: 'target-limits',
  severity: 'error',
  summary: 'A value that is longer than group policy can carry',
  why: 'Group policy brings values to a machine in registry.pol, where the size of one is a number of 16 bits. A longer text is cut off or makes the whole policy fail; long lists of servers or models get there.',
  remedy: 'Shorten the value, or deliver it with a script, which writes the registry itself.',
  source: 'Microsoft, [MS-GPREG] 2.2.1',
  messages: {
    long: ({ name, length, most }: { name: string; length: number; most: number }) =>
      `${name} has ${length} characters as it is stored; registry.pol carries at most ${most}.`,
  },
  check: ({ artifact: { format }, settings, context: { target } }, report) => {
    // A policy of an ingested template arrives in the same way; a script does not.
    const isPolicy = format === 'oma-uri' || (target === 'gpo' && (format === 'reg' || format === 'yaml'))
    if (!isPolicy) return
    for (const setting of settings) {
      const length = storedLength(setting)
      if (length > LONGEST_POLICY_TEXT)
        report('long', { name: setting.name, length, most: LONGEST_POLICY_TEXT }, { setting })
    }
  },
})
