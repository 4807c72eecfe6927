import { compareVersions } from '../compare-versions.js'
import type { Platform } from '../platform.js'

/** A fact about how releases read managed settings, from one version to another. */
export interface ReaderRule {
  id: ReaderRuleId
  platforms: readonly Platform[]
  /** First version it holds for; absent: for all known ones. */
  since?: string
  /** First version it no longer holds for. */
  until?: string
  rule: string
  /** Where this is known from. */
  source: string
  /** Set where sources contradict each other. */
  disputed?: true
}

export type ReaderRuleId =
  | 'user-plist-wins'
  | 'hives-merged'
  | 'machine-hive-hides-user'
  | 'registry-types'
  | 'subkeys-unread'
  | 'linux-file-ownership'
  | 'unusable-disables-local'
  | 'unknown-name-voids-file'
  | 'native-collections'
  | 'managed-replaces-local'
  | 'app-behavior-only'
  | 'local-applied-only'
  | 'local-in-package'
  | 'bootstrap-replaces'
  | 'read-at-launch'
  | 'rechecks'
  | 'legacy-names-renamed'
  | 'url-credentials-rejected'
  | 'unknown-names-ignored'

const ALL: readonly Platform[] = ['darwin', 'win32', 'linux']
const NOTES = 'managed-settings notes of 2026-11-22'
const CODE = 'releases 1.18286.0 and 1.28929.0'

/** Every known rule, in no particular order. */
export const READER_RULES: readonly ReaderRule[] = [
  {
    id: 'user-plist-wins',
    platforms: ['darwin'],
    rule: 'Device and user plists under /Library/Managed Preferences are merged setting by setting; the user’s wins.',
    source: 'vendor documentation, MDM page',
  },
  {
    id: 'hives-merged',
    platforms: ['win32'],
    until: '1.19367.0',
    rule: 'HKLM and HKCU are merged value by value; HKLM wins.',
    source: 'vendor changelog, 1.19367.0',
  },
  {
    id: 'machine-hive-hides-user',
    platforms: ['win32'],
    since: '1.19367.0',
    rule: 'Any REG_SZ, REG_EXPAND_SZ or REG_DWORD under HKLM, even empty, misspelled or unnamed, hides HKCU entirely.',
    source: 'vendor changelog, 1.19367.0; lidge-jun/opencodex#2893',
  },
  {
    id: 'registry-types',
    platforms: ['win32'],
    rule: 'REG_SZ and REG_DWORD are read; REG_EXPAND_SZ counts as present but is not read; other types are invisible.',
    source: NOTES,
  },
  {
    id: 'subkeys-unread',
    platforms: ALL,
    rule: 'Values in subkeys and names with dots are never read.',
    source: NOTES,
  },
  {
    id: 'linux-file-ownership',
    platforms: ['linux'],
    rule: 'The file and its directory must belong to root, must not be writable by group or others, and must not be links; otherwise the machine counts as managed without settings.',
    source: 'vendor documentation, Linux page',
  },
  {
    id: 'unusable-disables-local',
    platforms: ['win32', 'linux'],
    rule: 'Where settings are managed and none of them can be read, the machine counts as managed: local settings do not come back.',
    source: 'vendor documentation, Linux page; lidge-jun/opencodex#2893 for the registry',
  },
  {
    id: 'unusable-disables-local',
    platforms: ['darwin'],
    rule: 'Where settings are managed and none of them can be read, the machine counts as managed: local settings do not come back.',
    source: 'taken over from the Linux page; nobody has told of a broken plist',
    disputed: true,
  },
  {
    id: 'unknown-name-voids-file',
    platforms: ['linux'],
    rule: 'One name that the app does not know makes the whole file unusable.',
    source:
      'reported by the author of a third-party package; the vendor’s documentation says that such names are logged',
    disputed: true,
  },
  {
    id: 'native-collections',
    platforms: ['darwin'],
    rule: 'A plist may hold lists and maps as such instead of JSON text.',
    source:
      'vendor documentation since August 2026; earlier documentation and anthropics/claude-code#53818 say otherwise',
    disputed: true,
  },
  {
    id: 'native-collections',
    platforms: ['linux'],
    rule: 'The JSON file holds lists and maps as such; JSON text is read as well.',
    source: 'vendor documentation, Linux page',
  },
  {
    id: 'managed-replaces-local',
    platforms: ALL,
    rule: 'Managed settings replace local ones as a whole; they are not merged.',
    source: 'vendor documentation, configuration page',
  },
  {
    id: 'app-behavior-only',
    platforms: ALL,
    rule: 'Where only settings of the app’s own behaviour are managed, local settings stay in effect and editable.',
    source: 'vendor documentation, MDM page; anthropics/claude-code#63533',
  },
  {
    id: 'local-applied-only',
    platforms: ALL,
    rule: 'Of the local configurations, only the one that _meta.json names as applied is read.',
    source: NOTES,
  },
  {
    id: 'local-in-package',
    platforms: ['win32'],
    rule: 'An app that is installed as a package (MSIX) may have its local configurations in the package’s own folder; those count where there are some.',
    source: 'farion1231/cc-switch#4842, #6599; anthropics/claude-code#86612',
    disputed: true,
  },
  {
    id: 'bootstrap-replaces',
    platforms: ALL,
    since: '1.10628.0',
    rule: 'A bootstrap server’s response replaces managed settings as a whole; what it omits is unset.',
    source: 'vendor documentation, bootstrap page',
  },
  {
    id: 'read-at-launch',
    platforms: ALL,
    until: '1.46388.1',
    rule: 'Managed settings are read once, at launch.',
    source: 'vendor changelog, 1.46388.1',
  },
  {
    id: 'rechecks',
    platforms: ALL,
    since: '1.46388.1',
    rule: 'Managed settings are read again every few minutes (configRecheckIntervalMinutes), and a relaunch is enforced.',
    source: 'vendor changelog, 1.46388.1',
  },
  {
    id: 'legacy-names-renamed',
    platforms: ALL,
    rule: 'Earlier names are renamed first; the new name wins where both are set.',
    source: CODE,
  },
  {
    id: 'url-credentials-rejected',
    platforms: ALL,
    since: '1.32352.0',
    rule: 'URLs with a user name or password in them are rejected.',
    source: 'vendor changelog, 1.32352.0',
  },
  {
    id: 'unknown-names-ignored',
    platforms: ALL,
    rule: 'Unknown names are ignored without a message.',
    source: 'vendor documentation, configuration page',
  },
]

const known = new Map<string, readonly ReaderRule[]>()

/** The rules that hold for a version of the app on a platform. */
export function readerRules(version: string, platform: Platform): readonly ReaderRule[] {
  // Every value that is decoded asks.
  const id = `${platform} ${version}`
  let rules = known.get(id)
  if (!rules) known.set(id, (rules = rulesOf(version, platform)))
  return rules
}

function rulesOf(version: string, platform: Platform): readonly ReaderRule[] {
  return READER_RULES.filter(
    (rule) =>
      rule.platforms.includes(platform) &&
      (rule.since === undefined || compareVersions(version, rule.since) >= 0) &&
      (rule.until === undefined || compareVersions(version, rule.until) < 0),
  )
}

/** Whether lists and maps stored as such are read without doubt. */
export function readsNativeCollections({ appVersion, platform }: { appVersion: string; platform: Platform }): boolean {
  return readerRules(appVersion, platform).some((rule) => rule.id === 'native-collections' && !rule.disputed)
}

/** Whether a URL with a user name or a password in it is refused. */
export function rejectsUrlCredentials({ appVersion, platform }: { appVersion: string; platform: Platform }): boolean {
  return readerRules(appVersion, platform).some((rule) => rule.id === 'url-credentials-rejected')
}
