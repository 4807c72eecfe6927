/** Preference domain of the app on macOS: name of its managed plist and type of its payload. */
export const DOMAIN = 'com.anthropic.claudefordesktop'

/** The key under a hive that the app reads its policies from. */
export const REGISTRY_KEY = 'SOFTWARE\\Policies\\Claude'
