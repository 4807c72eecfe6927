import type { Platform } from '@cowork-mdm/machine'
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

/** What people call the platforms. */
export const SYSTEMS: Readonly<Record<Platform, string>> = { darwin: 'macOS', win32: 'Windows', linux: 'Linux' }
