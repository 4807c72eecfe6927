import type { Artifact } from '@cowork-mdm/encoder'
import type { Platform } from '@cowork-mdm/machine'
import type { JsonValue } from '@cowork-mdm/schema'
import type { RawNode } from '@cowork-mdm/profile'

/** Where settings of one machine come from; everything but `artifact` is plain JSON. */
export interface ManagedState {
  platform: Platform
  /** The device's sources first, then each user's, then the bootstrap server, if one was asked for. */
  sources: ManagedSource[]
}

/** One place that settings come from. */
export interface ManagedSource {
  /** The same on every run: `managed-device`, `managed-user:ann`, `local:ann`, `local-package:ann`, `bootstrap`. */
  id: string
  /** Who has the say there: device management, the user, or a server that the device asks. */
  tier: 'managed' | 'local' | 'bootstrap'
  /** What a table calls it. */
  label: string
  /** Name of the user that it is for; absent where it is for everybody. */
  user?: string
  /** A path of the machine or a key of its registry. */
  place: string
  state: SourceState
  /** How it is kept; absent for the registry and where there is nothing. */
  facts?: StoredFacts
  /** In the order in which they stand there; a name may stand twice in a file that says so in `problems`. */
  values: StoredValue[]
  problems: SourceProblem[]
  /** What was read, with types and places as stored. */
  artifact?: Artifact
  /** Of a local configuration: what it is called, and how many others there are that are not applied. */
  configuration?: { id: string; name?: string; others: number }
}

/**
 * - `absent`: there is nothing
 * - `read`: the app can read it, and so could this tool
 * - `refused`: the app does not read it, because of who could have written it; `values` tell what stands there
 * - `unusable`: it is there, and nobody can make anything of it
 * - `unknown`: this tool cannot see what the app sees there
 */
export type SourceState = 'absent' | 'read' | 'refused' | 'unusable' | 'unknown'

export interface StoredFacts {
  type: 'file' | 'folder' | 'link' | 'other'
  /** In bytes. */
  size: number
  /** ISO 8601. */
  modified: string
  /** Permission bits in octal, `0644`; not on Windows, as the owners. */
  mode?: string
  uid?: number
  gid?: number
  /** What a link says. */
  target?: string
}

export interface StoredValue {
  /** As it stands there; a registry value without a name has the empty one. */
  name: string
  /** Of JSON, the property list or the registry: `string`, `integer`, `REG_SZ`. */
  type: RawNode['type']
  /** As plain JSON: dates in ISO 8601, data in base64. */
  raw: JsonValue
}

export interface SourceProblem {
  code: SourceProblemCode
  /** `error`: the app reads nothing there; `unknown`: this tool could not look; `warning`: it is read, and should not be so. */
  severity: 'error' | 'unknown' | 'warning'
  /** What was expected and what was found. */
  message: string
  hint?: string
  /** Where, if not at the source's own place. */
  place?: string
  /** From 1, in a text that could not be read. */
  line?: number
  column?: number
}

export type SourceProblemCode =
  | 'wrong-owner'
  | 'writable-by-others'
  | 'not-for-users'
  | 'is-link'
  | 'not-a-file'
  | 'unparseable'
  | 'name-twice'
  | 'byte-order-mark'
  | 'too-large'
  | 'no-permission'
  | 'link-not-followed'
  | 'cannot-look'
  | 'unwritten-changes'
  | 'server-decides'
  | 'nothing-applied'
  | 'unusual-index'
  | 'subkey'
  | 'unknown-name'
