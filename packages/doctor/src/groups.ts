import type { CheckGroup } from './check.js'

/** What each group of checks is about, in the order in which a person would look. */
export const GROUPS: Readonly<Record<CheckGroup, string>> = {
  app: 'The app',
  delivery: 'Delivery of managed settings',
  settings: 'Settings',
  provider: 'Inference provider',
  plugins: 'Plugins',
  users: 'Sessions of users',
  network: 'Network',
}
