import type { Availability, JsonValue, Scope, SettingKey } from '../schema-document.js'

/** What changed between two documents, sorted by setting. Titles, descriptions, examples and provenance do not count. */
export interface SchemaDiff {
  /** Version of the app in the first document. */
  from: string
  to: string
  changes: SchemaChange[]
}

export type ChangeKind = SchemaChange['kind']

/**
 * One change of one setting; `key` is its name in the second document (in the first for a removed one). A `pointer` is a
 * JSON pointer into the setting's value schema, in the second document wherever the place exists there. Where `from` or `to`
 * is absent, the document does not state that fact.
 */
export type SchemaChange =
  | { kind: 'added'; key: string; type: string; availability: Availability[] }
  | { kind: 'removed'; key: string }
  /** `from` is the name in the first document. */
  | { kind: 'renamed'; key: string; from: string }
  /** In the words of `describeType`. */
  | { kind: 'type-changed'; key: string; pointer: string; from: string; to: string }
  | {
      kind: 'enum-changed'
      key: string
      pointer: string
      from?: JsonValue[]
      to?: JsonValue[]
      added: JsonValue[]
      removed: JsonValue[]
    }
  /** A bound, a pattern, a format or a nested condition. */
  | { kind: 'constraint-changed'; key: string; pointer: string; keyword: string; from?: JsonValue; to?: JsonValue }
  | { kind: 'property-added'; key: string; pointer: string; type: string }
  | { kind: 'property-removed'; key: string; pointer: string; type: string }
  /** Names of properties that became, or ceased to be, required. */
  | { kind: 'required-changed'; key: string; pointer: string; added: string[]; removed: string[] }
  /** One of the alternatives of a union. */
  | { kind: 'variant-added'; key: string; pointer: string; type: string }
  | { kind: 'variant-removed'; key: string; pointer: string; type: string }
  /** An annotation, `x-uri-policy` for instance. */
  | { kind: 'annotation-changed'; key: string; pointer: string; keyword: string; from?: JsonValue; to?: JsonValue }
  /** With a pointer, the default of a part of the value. */
  | { kind: 'default-changed'; key: string; pointer?: string; field: DefaultField; from?: JsonValue; to?: JsonValue }
  | { kind: 'availability-changed'; key: string; scope: Scope; from: AvailabilityEntry[]; to: AvailabilityEntry[] }
  | { kind: 'deprecated'; key: string; scope: Scope; from: AvailabilityEntry[]; to: AvailabilityEntry[] }
  | { kind: 'undeprecated'; key: string; scope: Scope; from: AvailabilityEntry[]; to: AvailabilityEntry[] }
  | { kind: 'visibility-changed'; key: string; from: Visibility; to: Visibility }
  | { kind: 'fact-changed'; key: string; field: FactField; from?: JsonValue; to?: JsonValue }

export type AvailabilityEntry = Omit<Availability, 'scope'>
export type Visibility = 'public' | NonNullable<SettingKey['visibility']>
export type DefaultField = 'default' | 'displayDefault' | 'failClosedValue'
export type FactField =
  | 'legacyNames'
  | 'redaction'
  | 'providers'
  | 'credentialKinds'
  | 'path'
  | 'appBehaviorOnly'
  | 'remotePolicy'
  | 'category'
