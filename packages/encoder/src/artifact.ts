import type { Profile, ProfileIdentity, RawNode, RawMap } from '@cowork-mdm/profile'
import type { FormatName } from './format.js'
import type { Note } from './notes.js'

/** A file, or the files that belong together, as they are and as what they mean. */
export interface Artifact {
  format: FormatName
  /** As it was given to the reader. */
  file?: string
  /** The decoded text that ranges count in; absent for a binary file, where they count bytes. */
  text?: string
  /** Everything that the file holds, with types as stored. */
  raw: RawNode
  /** Where in `raw` settings stand: payloads of a profile, keys of the registry, or the one map that there is. */
  stores: SettingStore[]
  /** What a configuration profile is known by. */
  identity?: ProfileIdentity
  profile: Profile
  notes: Note[]
  /** It came out of a signature; set by whoever opened that. */
  isSigned?: true
}

/** A map whose entries are settings, possibly beside others that are not (`PayloadType`). */
export interface SettingStore {
  kind: 'domain' | 'managed-preferences' | 'preferences' | 'registry' | 'json' | 'yaml' | 'script'
  /** Registry only. */
  hive?: 'HKLM' | 'HKCU'
  node: RawMap
}
