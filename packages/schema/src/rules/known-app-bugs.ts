import type { Platform } from '../platform.js'

/** A fault of the app itself that administrators meet, with the thread that tells of it. */
export interface AppBug {
  id: string
  platforms: readonly Platform[]
  /** Versions concerned, as far as the thread tells; absent where it does not. */
  since?: string
  fixedIn?: string
  /** What has to be so on a machine for it to be met there; absent where any machine will do. */
  when?: 'package-install' | 'collections-as-such' | 'only-behavior-managed' | 'both-hives-used'
  /** What is seen. */
  symptom: string
  /** What helps. */
  workaround: string
  threads: readonly string[]
}

/** Known faults. Versions stand only where a thread or the changelog names them. */
export const KNOWN_APP_BUGS: readonly AppBug[] = [
  {
    id: 'lists-dropped-from-profile',
    platforms: ['darwin'],
    when: 'collections-as-such',
    symptom: 'Settings that are lists are dropped from a configuration profile, with a log line about a boolean.',
    workaround: 'Store lists and maps as one JSON text.',
    threads: ['anthropics/claude-code#53818'],
  },
  {
    id: 'one-setting-locks-window',
    platforms: ['darwin', 'win32', 'linux'],
    when: 'only-behavior-managed',
    // Seen in 1.9659.1; the earliest release whose schema marks settings of the app's own behaviour no longer has it.
    fixedIn: '1.18286.0',
    symptom: 'A single managed setting, such as disableAutoUpdates, locks the whole configuration window.',
    workaround: 'Update the app: settings of its own behaviour no longer lock the window.',
    threads: ['anthropics/claude-code#63533', 'anthropics/claude-code#54647'],
  },
  {
    id: 'update-before-policy',
    platforms: ['darwin', 'win32'],
    symptom: 'On the first launch an update starts before disableAutoUpdates is honoured.',
    workaround: 'Deploy the setting before the app.',
    threads: ['anthropics/claude-code#74749'],
  },
  {
    id: 'msix-virtual-paths',
    platforms: ['win32'],
    when: 'package-install',
    symptom:
      'A Store install reads and writes its files under the package’s own folder instead of the documented ones.',
    workaround: 'Look under %LOCALAPPDATA%\\Packages as well, or install with the machine-wide installer.',
    threads: [
      'anthropics/claude-code#94412',
      'anthropics/claude-code#86612',
      'anthropics/claude-code#26073',
      'anthropics/claude-code#25579',
      'anthropics/claude-code#38830',
    ],
  },
  {
    id: 'msix-vm-bundle',
    platforms: ['win32'],
    when: 'package-install',
    symptom: 'On a Store install with a third-party provider the virtual machine’s files fail to load.',
    workaround: 'Install with the machine-wide installer.',
    threads: ['anthropics/claude-code#55946'],
  },
  {
    id: 'machine-hive-hides-user',
    platforms: ['win32'],
    when: 'both-hives-used',
    since: '1.19367.0',
    symptom: 'Any value under HKLM turns off everything that stands under HKCU, without a message.',
    workaround: 'Keep all settings in one hive.',
    threads: ['lidge-jun/opencodex#2893'],
  },
  {
    id: 'linux-path-undocumented',
    platforms: ['linux'],
    symptom:
      'Managed settings are looked for only in /etc/claude-desktop/managed-settings.json, which early documentation did not say.',
    workaround: 'Use that path; releases of third-party packages read others.',
    threads: ['anthropics/claude-code#73207'],
  },
]

/** The faults that concern a platform. */
export function knownAppBugs(platform: Platform): AppBug[] {
  return KNOWN_APP_BUGS.filter((bug) => bug.platforms.includes(platform))
}
