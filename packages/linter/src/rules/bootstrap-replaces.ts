import { listed, SETTING_ROLES, staysOnDevice } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'

const MOST_NAMED = 3

export const bootstrapReplaces = defineRule({
  group: 'conflicts',
  severity: 'warning',
  summary: 'Settings beside a bootstrap server, whose response replaces them',
  why: 'What a bootstrap server answers takes the place of all managed settings; what it leaves out is unset, not taken from the profile. Settings beside its address count only while there is no answer.',
  remedy: 'Keep the address, how to sign in to the server and the organisation on the device; serve everything else.',
  source: 'reader rule bootstrap-replaces: vendor documentation, bootstrap page',
  messages: {
    replaced: ({ names, more, bootstrap }: { names: readonly string[]; more: number; bootstrap: string }) =>
      `${bootstrap} is set: what its server answers replaces ${listed(more > 0 ? [...names, `${more} more`] : names)}.`,
  },
  check: (subject, report) => {
    const { bootstrap, organization } = SETTING_ROLES
    const setting = subject.setting(bootstrap)
    // In what the server answers, its address is told by another rule.
    if (!setting || subject.artifact.format === 'bootstrap') return
    const names = subject.settings
      .filter(({ key, value }) => key && value !== null && value !== '' && !staysOnDevice(key))
      .map(({ name }) => name)
      .filter((name) => name !== organization)
      .sort()
    if (names.length === 0) return
    const facts = { names: names.slice(0, MOST_NAMED), more: Math.max(0, names.length - MOST_NAMED), bootstrap }
    report('replaced', facts, { setting })
  },
})
