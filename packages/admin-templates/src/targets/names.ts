/** The vendor's page of all settings. */
export const DOCUMENTATION_URL = 'https://claude.com/docs/third-party/claude-desktop/configuration'

export const APP_URL = 'https://claude.com/download'
