/** Consoles whose limits are known. */
export const TARGETS = ['jamf', 'intune', 'iru', 'fleet', 'workspace-one', 'apple-business', 'gpo'] as const

export type Target = (typeof TARGETS)[number]
