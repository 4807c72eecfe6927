import type { FormatName } from '@cowork-mdm/encoder'
import type { Target } from '../target.js'

const PROFILES = ['mobileconfig', 'mobileconfig-mcx'] as const

/** What each console takes, beside the authoring form, which none does: it is a source for all. */
export const TARGET_FORMATS: Record<Target, readonly FormatName[]> = {
  jamf: [...PROFILES, 'plist', 'plist-binary', 'jamf'],
  intune: [...PROFILES, 'plist', 'intune-preference', 'powershell', 'intune-remediation', 'oma-uri'],
  iru: [...PROFILES, 'iru'],
  fleet: [...PROFILES, 'fleet', 'powershell'],
  'workspace-one': [...PROFILES, 'workspace-one'],
  'apple-business': [...PROFILES],
  gpo: ['reg', 'reg-undo', 'powershell'],
}

/** Bytes that a console takes at most. Intune: memdocs custom-settings-macos; platform scripts 200 KB. */
export const LARGEST: Partial<Record<Target, Partial<Record<FormatName, number>>>> = {
  intune: {
    mobileconfig: 1_000_000,
    'mobileconfig-mcx': 1_000_000,
    powershell: 200 * 1024,
    'intune-remediation': 200 * 1024,
  },
}
