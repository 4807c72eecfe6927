/** What the app writes into its log about its configuration, and what it means. */
export interface LogMessage {
  /** Finds it in one line, in which the name of the setting may stand, too. */
  pattern: RegExp
  says: string
  /** Where such lines were seen. */
  source: string
}

export const LOG_MESSAGES: readonly LogMessage[] = [
  {
    pattern: /\bis not a boolean/i,
    says: 'it took a list for a boolean and dropped it',
    source: 'anthropics/claude-code#53818',
  },
  {
    pattern: /Ignoring local configuration value/i,
    says: 'it passed over a value of a local configuration',
    source: 'managed-settings notes of 2026-11-22, release 2.2553.0.0',
  },
  {
    pattern: /\bis not a recognized configuration key/i,
    says: 'it does not know a setting',
    source: 'managed-settings notes of 2026-11-22, release 2.2553.0.0',
  },
  {
    pattern:
      /managed[ -](?:config|configuration|settings|preferences)[^\n]{0,60}(?:fail|invalid|unreadable|refus|reject|error)/i,
    says: 'it could not use managed settings',
    source: 'vendor documentation, troubleshooting page',
  },
]
