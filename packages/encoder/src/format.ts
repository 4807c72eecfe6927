import type { Profile, ProfileIdentity, ReferenceResolver, TextReference } from '@cowork-mdm/profile'
import type { JsonValue, SchemaDocument, SettingKey } from '@cowork-mdm/schema'
import type { Carrier, Platform, ValueStyle } from '@cowork-mdm/schema/values'
import type { Artifact } from './artifact.js'
import type { Note } from './notes.js'

export type FormatName =
  | 'mobileconfig'
  | 'mobileconfig-mcx'
  | 'plist'
  | 'plist-binary'
  | 'jamf'
  | 'intune-preference'
  | 'yaml'
  | 'reg'
  | 'reg-undo'
  | 'powershell'
  | 'intune-remediation'
  | 'linux'
  | 'config-library'
  | 'bootstrap'
  | 'oma-uri'
  | 'fleet'
  | 'iru'
  | 'workspace-one'

/** A file in memory. */
export interface FileBytes {
  /** Relative, `/` separated. */
  path: string
  bytes: Uint8Array
}

export interface EncodeOptions {
  format: FormatName
  document: SchemaDocument
  /** By default `app`: native booleans and numbers, JSON text for the rest, as the app's own exporter writes. */
  values?: ValueStyle
  /** What a reference stands for; without it a profile that holds references is refused. */
  resolveReference?: ReferenceResolver
  /** Leave out empty lists and maps too. They mean "none" to the app, and are kept by default. */
  dropEmpty?: boolean
  /** Let scripts, which people read and consoles show, hold settings that the app redacts. */
  allowSecrets?: boolean
  /** Write settings that the document does not know into a file that they may void. */
  allowUnknown?: boolean
  /** Reverse-DNS prefix of identifiers, where the profile has none of its own. */
  identifierPrefix?: string
  /** What is deployed: its identifiers and UUIDs are kept, so that devices update in place. */
  identityFrom?: ProfileIdentity
  /** By default `System`. */
  scope?: 'System' | 'User'
  /** A user at the machine cannot remove a profile that was installed by hand. */
  removalDisallowed?: boolean
  /** By default `HKLM`. */
  hive?: 'HKLM' | 'HKCU'
  /** What was deployed before: settings that are in it and no longer in the profile are removed. */
  previous?: Profile
}

/** A setting on its way into a file: resolved, and fit for the format. */
export interface CarriedSetting {
  name: string
  /** Absent where the document does not know the setting. */
  key: SettingKey | undefined
  value: JsonValue
  /** Only where the format keeps them. */
  references?: TextReference[]
}

export interface EncodeInput {
  profile: Profile
  /** In the order of the profile. */
  settings: CarriedSetting[]
  options: EncodeOptions
  /** For what the format has to say of its own. */
  notes: Note[]
}

export interface DecodeOptions {
  document: SchemaDocument
  /** Chosen by the content where absent. */
  format?: FormatName
}

/** What a decoder finds; `decode` adds what all formats share. */
export type DecodedFile = Omit<Artifact, 'format' | 'file'>

export interface Refusal {
  found: string
  hint: string
}

export type ProfileField = 'name' | 'description' | 'identifier' | 'organization'

/** One delivery format: what it can hold, how it is written and read. */
export interface Format {
  /** One line for people. */
  title: string
  /** Endings of file names that stand for it; no other format has them. */
  extensions: readonly string[]
  platform: Platform | 'any'
  carrier: Carrier
  /** Fields of a profile, beside its settings, that it holds. */
  fields: readonly ProfileField[]
  /** Fields that always stand in it, whether the profile has them or not. */
  fillsIn?: (profile: Profile, options: EncodeOptions) => Omit<Profile, 'settings'>
  /** A script that others read: refuses settings with a redaction unless `allowSecrets`. */
  isScript?: true
  /** By default settings that no schema knows are written like any other. */
  unknownKeys?: 'refuse' | 'leave-out'
  /** References stay in it as they are written. */
  keepsReferences?: true
  /** Whether it can deliver the setting at all. */
  delivers?: (key: SettingKey) => boolean
  /**
   * What it has no form for in a setting, as "found X", and what to do; undefined where it can be written. `before` are the
   * settings that stand before it.
   */
  refuses?: (setting: CarriedSetting, before: readonly CarriedSetting[]) => Refusal | undefined
  /** It lists settings to remove them: names arrive, values do not. */
  holdsNamesOnly?: true
  /** Whether its text is XML 1.0, which has no control characters and no half surrogates. */
  isXml?: true
  encode: (input: EncodeInput) => FileBytes[]
  /** `files` are those that `encode` makes, or any of the kind; ranges are in the first. */
  decode: (files: readonly FileBytes[], options: DecodeOptions) => DecodedFile
}
