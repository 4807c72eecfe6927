/** `[start, end)` in a file: UTF-16 units of its decoded text; bytes where the file is binary. */
export type SourceRange = readonly [start: number, end: number]

/** A value as a file holds it, before anything is made of it, with its place. */
export type RawNode = RawScalar | RawList | RawMap

/** Types of YAML, JSON and property lists, and those of the registry. */
export type ScalarType = 'string' | 'integer' | 'real' | 'boolean' | 'null' | 'date' | 'data' | `REG_${string}`

export interface RawScalar {
  type: ScalarType
  /** Integers beyond 2^53 are `bigint`. `REG_MULTI_SZ` is a list of texts. */
  value: string | number | bigint | boolean | null | Date | Uint8Array | string[]
  range: SourceRange
}

export interface RawList {
  type: 'array'
  items: RawNode[]
  range: SourceRange
}

export interface RawMap {
  type: 'dict'
  /** In the order of the file; a reader refuses or reports a name that stands twice. */
  entries: RawEntry[]
  range: SourceRange
}

export interface RawEntry {
  name: string
  nameRange: SourceRange
  node: RawNode
}

/** Where a setting stands. */
export interface SettingSource {
  /** As it was given to the reader. */
  file?: string
  name: SourceRange
  /** The value as it stands there. */
  node: RawNode
}
