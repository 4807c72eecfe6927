/** Preference domain of the app on macOS: name of its managed property list, and type of its payload. */
export const PREFERENCE_DOMAIN = 'com.anthropic.claudefordesktop'

/** The key under either hive of Windows that the app reads its policies from. */
export const POLICY_KEY = 'SOFTWARE\\Policies\\Claude'

/**
 * Names that describe a payload (CommonPayloadKeys.yaml in apple/device-management): in one of the app's own type, a setting
 * of such a name could not be told apart.
 */
export function isPayloadName(name: string): boolean {
  return name.startsWith('Payload')
}
