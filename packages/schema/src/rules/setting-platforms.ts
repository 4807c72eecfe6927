import type { Platform } from '../platform.js'
import type { SettingKey } from '../schema-document.js'

const ALL: readonly Platform[] = ['darwin', 'win32', 'linux']

/**
 * Settings that do nothing on some platforms. Bundles do not say so: this is from the vendor's reference, read on 2026-10-02,
 * and from the names of what they are about.
 */
const ONLY_ON: Readonly<Record<string, readonly Platform[]>> = {
  coworkVmIpv6Enabled: ['darwin', 'win32'],
  disableWslSessions: ['win32'],
  inferenceCredentialHelperWindows: ['win32'],
  relocateUncUserData: ['win32'],
}

/** The platforms on which a setting does something; all of them where no other source says so. */
export function settingPlatforms({ name }: Pick<SettingKey, 'name'>): readonly Platform[] {
  return Object.hasOwn(ONLY_ON, name) ? ONLY_ON[name]! : ALL
}
