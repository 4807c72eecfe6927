import { defineRule } from '../rule.js'
import { storedLength } from '../values/stored-length.js'

/** Characters that a text field of an imported template takes in Intune (mozilla/policy-templates#973 and #1049). */
const LONGEST_FIELD = 1023

export const templateFieldLength = defineRule({
  group: 'target-limits',
  severity: 'info',
  summary: 'A value that does not fit into a field of an imported template, for Intune',
  why: 'Where an ADMX template is imported into Intune, values are typed into its form, and a text field takes about 1,023 characters. A longer list of servers or models cannot be entered there, while every other way takes it.',
  remedy:
    'Deliver the setting as OMA-URI (`oma-uri`), with a remediation (`intune-remediation`), or to Macs as a profile. If nobody fills in a form, there is nothing to do.',
  source: 'mozilla/policy-templates#973 and #1049',
  messages: {
    long: ({ name, length }: { name: string; length: number }) =>
      `${name} has ${length} characters as it is stored; a field of an imported template in Intune takes ${LONGEST_FIELD}.`,
  },
  check: ({ artifact: { format }, settings, context: { target } }, report) => {
    // Whatever has its format already does not go through a form.
    if (target !== 'intune' || format !== 'yaml') return
    for (const setting of settings) {
      const length = storedLength(setting)
      if (length > LONGEST_FIELD) report('long', { name: setting.name, length }, { setting })
    }
  },
})
