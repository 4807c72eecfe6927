import type { JsonValue } from '@cowork-mdm/schema'
import type { SettingSource } from './source.js'

/** What an administrator delivers to a fleet: settings with a name and an identity. */
export interface Profile {
  /** Shown to people; also the stem of file names and identifiers. */
  name?: string
  description?: string
  /** Reverse-DNS identifier that a configuration profile is known by. */
  identifier?: string
  organization?: string
  /** In the order of the file, each name once. Settings that no schema knows are among them. */
  settings: ProfileSetting[]
}

/** A setting and its decoded value: what the app makes of the stored form. */
export interface ProfileSetting {
  name: string
  /** Null and the empty text mean: unset. A value that cannot be decoded stands as it was stored. */
  value: JsonValue
  /** Texts in `value` that are filled in when the profile is encoded. */
  references?: TextReference[]
  source?: SettingSource
}

/** A text that stands for something kept elsewhere, as `Bearer ${env:TOKEN}`. In `value` it stands as written. */
export interface TextReference {
  /** JSON pointer to the text in the setting's value. */
  pointer: string
  parts: (string | Reference)[]
}

/** `${env:NAME}`, an environment variable, or `${file:PATH}`, the text of a file without its last line break. */
export interface Reference {
  kind: 'env' | 'file'
  name: string
}
