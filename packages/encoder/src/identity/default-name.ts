/** What people see where a profile has no name. */
export const DEFAULT_NAME = 'Claude Desktop'
