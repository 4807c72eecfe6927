import type { Platform } from '@cowork-mdm/machine'
import type { JsonValue, ReaderRule, SchemaDocument } from '@cowork-mdm/schema'
import type { DecodeNote, ValueProblem } from '@cowork-mdm/schema/values'
import type { InstalledApp } from '../app/installed-app.js'
import type { SchemaChoice } from '../app/app-schema.js'
import type { ManagedSource } from '../sources/managed-source.js'
import type { Reason } from './reasons.js'

/** What the app makes of everything that is set on a machine for one user; plain JSON but for the artifacts of `sources`. */
export interface EffectiveSettings extends Resolution {
  platform: Platform
  /** Whose settings these are; absent where only the device's are known to matter. */
  user?: string
  /** Others with a home on the machine. */
  otherUsers: string[]
  app: {
    /** The release that is reckoned with; `@next` where none is known. */
    version: string
    from: 'given' | 'installed' | 'newest-known'
    /** The installs that were found, newest first. */
    installed: InstalledApp[]
  }
  schema: SchemaChoice
  /** How that release reads settings. */
  rules: readonly ReaderRule[]
  sources: SourceVerdict[]
}

/** What follows from the sources of one user alone. */
export interface Resolution {
  /** Which sources decide. `none`: nothing is set anywhere; `unknown`: whether anything is managed cannot be told. */
  tier: 'none' | 'managed' | 'managed-unusable' | 'local' | 'unknown'
  /** Whether local configurations count, alone or beside settings of the app's behaviour; absent where it cannot be told. */
  localInEffect?: boolean
  /** Whether a bootstrap server is asked; its answer then replaces what is managed. */
  bootstrapAsked: boolean
  sources: SourceVerdict[]
  /** Every setting that some source sets, by name. */
  settings: EffectiveSetting[]
  /** Values that are no settings to this release. */
  ignored: IgnoredValue[]
  /** What keeps managed settings from counting; empty on a healthy machine. */
  trouble: Trouble[]
}

/** A source and what becomes of it. */
export interface SourceVerdict extends ManagedSource {
  /**
   * - `in-effect`: its values count, as far as no other source has the same
   * - `hidden`: another source makes the app pass it over as a whole
   * - `broken`: the app reads nothing from it
   * - `unknown`: it cannot be told from here
   * - `idle`: there is nothing in it
   */
  role: 'in-effect' | 'hidden' | 'broken' | 'unknown' | 'idle'
  /** Why it is hidden. */
  why?: Reason
}

export interface EffectiveSetting {
  key: string
  /**
   * - `set`: `value` counts
   * - `fail-closed`: what is set is invalid, and `value` is what the app then uses
   * - `unset`: as if nobody set it; the app's own default counts
   * - `unknown`: it cannot be told from here
   */
  state: 'set' | 'fail-closed' | 'unset' | 'unknown'
  /** As the app uses it. */
  value?: JsonValue
  /** Id of the source that decides. */
  source?: string
  /** What the app uses where it is not set, if the schema says. */
  default?: JsonValue
  /** Every source that holds it, the deciding one first. */
  holders: Holder[]
  remarks: Remark[]
}

/** A source's part in a setting. */
export interface Holder {
  source: string
  /** Path or registry key. */
  place: string
  /** As it stands there: a setting may have an earlier name. */
  name: string
  /** As stored: `string`, `REG_SZ`. */
  type: string
  raw: JsonValue
  /** What the app makes of it; absent where that is nothing. */
  value?: JsonValue
  /** What had to be done to read it. */
  decoding: DecodeNote[]
  /** Why it is invalid. */
  problems: ValueProblem[]
  /** `not-read`: the app passes it over; `invalid`, `unset`: it decides, and has no value of use. */
  outcome: 'wins' | 'shadowed' | 'not-read' | 'invalid' | 'unset' | 'unknown'
  why: Reason
}

/** A value whose name is no setting. */
export interface IgnoredValue {
  source: string
  place: string
  name: string
  type: string
  raw: JsonValue
  why: Reason
  /** The setting that was probably meant. */
  suggestion?: string
}

/** Something to know about a setting that counts. */
export interface Remark {
  code: 'earlier-name' | 'retired-form' | 'deprecated' | 'not-on-platform' | 'entries-dropped' | 'disputed'
  message: string
}

/** A managed source or value that does not arrive. */
export interface Trouble {
  code: 'source-refused' | 'source-unusable' | 'source-unknown' | 'value-unreadable' | 'value-invalid'
  source: string
  key?: string
  message: string
}

/** What a resolution depends on beside the sources. */
export interface ResolveContext {
  platform: Platform
  appVersion: string
  document: SchemaDocument
  now: Date
  /** Whether the app is a package (MSIX). */
  isPackage?: boolean
}
