/** Consoles whose limits are known. */
export const TARGETS = ['jamf', 'intune', 'iru', 'fleet', 'workspace-one', 'apple-business', 'gpo'] as const

export type Target = (typeof TARGETS)[number]

/** Their names, for messages. */
export const TARGET_NAMES: Record<Target, string> = {
  jamf: 'Jamf Pro',
  intune: 'Intune',
  iru: 'Iru',
  fleet: 'Fleet',
  'workspace-one': 'Workspace ONE',
  'apple-business': 'Apple Business',
  gpo: 'group policy',
}
