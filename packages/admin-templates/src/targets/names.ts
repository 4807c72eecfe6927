/** Preference domain of the app on macOS. */
export const DOMAIN = 'com.anthropic.claudefordesktop'

/** The vendor's page of all settings. */
export const DOCUMENTATION_URL = 'https://claude.com/docs/third-party/claude-desktop/configuration'

export const APP_URL = 'https://claude.com/download'

/** Names of the metadata that every payload of a configuration profile has; a setting of such a name could not be told apart. */
export function isPayloadName(name: string): boolean {
  return name.startsWith('Payload')
}
