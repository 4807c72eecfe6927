import type { JsonValue, SettingKey } from '@cowork-mdm/schema'
import { readStored } from '@cowork-mdm/schema/values'
import type { ProfileSetting } from './profile.js'
import { readReferences } from './references.js'

/** What an administrator wrote as a setting's value: decoded, with its references. `key` is absent for an unknown setting. */
export function readWritten(
  written: unknown,
  key: SettingKey | undefined,
): Pick<ProfileSetting, 'value' | 'references'> {
  return readReferences((key ? readStored(key, written).value : written) as JsonValue)
}
