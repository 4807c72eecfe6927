/** A value that lowers a guard of the app. It may be meant so. */
export interface RiskyValue {
  setting: string
  is: string | boolean
  /** What it opens, as the end of a sentence: "so that …". */
  effect: string
}

/** Source: vendor documentation, configuration reference. */
export const RISKY_VALUES: readonly RiskyValue[] = [
  {
    setting: 'isDesktopExtensionSignatureRequired',
    is: false,
    effect: 'extensions that nobody signed can be installed',
  },
  {
    setting: 'disableBypassPermissionsMode',
    is: false,
    effect: 'people can run sessions that never ask for permission',
  },
  { setting: 'autoModeEnabled', is: true, effect: 'actions are taken without asking' },
  { setting: 'trustBootstrapDelivery', is: true, effect: 'commands that a bootstrap server names run without asking' },
  { setting: 'skipWebFetchPreflight', is: true, effect: 'addresses are fetched without a check of their safety' },
  { setting: 'requireCoworkFullVmSandbox', is: false, effect: 'sessions may run outside of the full virtual machine' },
]

/** Extensions may be installed, but only signed ones: the second is meant to go with the first. */
export const EXTENSION_POLICY = {
  enabled: 'isDesktopExtensionEnabled',
  signed: 'isDesktopExtensionSignatureRequired',
} as const
