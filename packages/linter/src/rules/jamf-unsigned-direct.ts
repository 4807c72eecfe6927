import { defineRule } from '../rule.js'

export const jamfUnsignedDirect = defineRule({
  group: 'target-limits',
  severity: 'info',
  summary: 'An unsigned profile of the app’s own domain, for Jamf Pro',
  why: 'Jamf Pro rewrites profiles that are uploaded without a signature, and may drop payloads of domains that it does not know.',
  remedy:
    'Upload the form with managed preferences (`mobileconfig-mcx`), the plain property list (`jamf`), or sign the profile.',
  source: 'ProfileCreator/ProfileCreator#62, #113 and #123',
  messages: {
    direct: () =>
      'Jamf Pro may drop this payload on upload: sign the profile, or export it as mobileconfig-mcx or jamf.',
  },
  check: ({ artifact: { stores, isSigned }, context: { target } }, report) => {
    const direct = stores.find(({ kind }) => kind === 'domain')
    if (target === 'jamf' && direct && !isSigned) report('direct', {}, { range: direct.node.range })
  },
})
