/**
 * The SchemaDocument: plain JSON that describes every managed setting of one release of the app.
 * Absent facts are absent; nothing is invented to fill a gap.
 */
export interface SchemaDocument {
  formatVersion: 1
  product: 'claude-desktop'
  /** Version of the app, `1.28929.0`; `unknown` where the input names none (a single script, for instance). */
  appVersion: string
  /** Where the primary copy of the schema was found. Absent in documents assembled from documentation. */
  extractedFrom?: ExtractedFrom
  /** Documentation that was added for releases after `appVersion`. */
  supplement?: { asOf: string }
  /** Sorted by `name`. */
  keys: SettingKey[]
  /** What could not be resolved, with its place. Sorted by file and offset. */
  diagnostics: Diagnostic[]
}

export interface ExtractedFrom {
  /** Path inside the bundle, `/` separated. */
  file: string
  /** SHA-256 of that file's bytes, lower-case hex. */
  sha256: string
  shape: SchemaShape
}

/** How settings are declared: `flat` (name is the property), `flat-key` (nested, name in `flatKey`), `generic` (neither). */
export type SchemaShape = 'flat' | 'flat-key' | 'generic'

export type Scope = '1p' | '3p' | '3p-bootstrap'

/** One setting. */
export interface SettingKey {
  /** The name under which it is managed: `coworkEgressAllowedHosts`. */
  name: string
  /** JSON Schema 2020-12 of the decoded value, with the annotations of {@link ValueSchema}. */
  value: ValueSchema
  availability: Availability[]
  /** Earlier names the app still renames to `name`. */
  legacyNames?: string[]
  /** Value the app uses when the setting is unset. */
  default?: JsonValue
  /** Default that the app shows but does not apply. */
  displayDefault?: JsonValue
  /** Value the app uses when the managed value is invalid. */
  failClosedValue?: JsonValue
  /** How the app's own reports redact the value. */
  redaction?: 'drop' | 'presence' | 'hash' | 'hostname' | 'keep'
  /** Absent means public. */
  visibility?: 'public-undocumented' | 'internal-only'
  /** Inference providers the setting belongs to; absent when it is not bound to some of them. */
  providers?: string[]
  /** Credential kinds of those providers the setting belongs to; absent when not bound to some of them. */
  credentialKinds?: string[]
  /** Place in the app's own nested configuration. */
  path?: string[]
  /** Managing only such settings leaves local configuration editable. */
  appBehaviorOnly?: boolean
  /** How a bootstrap server may deliver it; keys and values as the app declares them. */
  remotePolicy?: { [name: string]: JsonValue }
  /** The app's own grouping identifier: `connection`, `sandbox`, … */
  category?: string
  /** The app's own words; absent in documents that carry facts only. */
  title?: string
  description?: string
  example?: JsonValue
  provenance: Provenance
}

export interface Availability {
  scope: Scope
  /** First version, `1.2581.0` or `@next`; absent where the release does not say. */
  since?: string
  status: 'enabled' | 'deprecated' | 'removed'
}

export type Provenance =
  | {
      kind: 'bundle'
      file: string
      /** Byte offsets of the declaration in `file`; `end` is exclusive. */
      start: number
      end: number
    }
  | { kind: 'documentation'; asOf: string; confidence?: 'documented' | 'reported' | 'uncertain' }

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue }

/** A URL must be `https`, may be `http` on loopback hosts, or may have any scheme. */
export type UriPolicy = 'https' | 'https-or-loopback' | 'any'

/** Raw forms the app also accepts and turns into the declared value. */
export type InputForm = 'trim' | 'coerce' | 'default-scheme' | 'header-string' | 'header-list'

/** The subset of JSON Schema 2020-12 that documents use, and the only annotations that exist. */
export interface ValueSchema {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null'
  enum?: JsonValue[]
  const?: JsonValue
  default?: JsonValue
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  multipleOf?: number
  items?: ValueSchema
  prefixItems?: ValueSchema[]
  minItems?: number
  maxItems?: number
  properties?: { [name: string]: ValueSchema }
  required?: string[]
  /** `false`: no other properties; a schema: the values of a map. */
  additionalProperties?: false | ValueSchema
  propertyNames?: ValueSchema
  anyOf?: ValueSchema[]
  allOf?: ValueSchema[]
  not?: ValueSchema
  title?: string
  description?: string
  'x-uri-policy'?: UriPolicy
  'x-path'?: 'file' | 'folder'
  'x-glob'?: true
  /** Bad entries are dropped instead of making the whole value invalid. */
  'x-lenient'?: true
  /** Sorted. */
  'x-input'?: InputForm[]
}

/** Something the extractor could not resolve, or that a reader of the document must know. */
export interface Diagnostic {
  code: string
  severity: 'info' | 'warning' | 'error'
  message: string
  /** Setting concerned, where there is one. */
  key?: string
  file?: string
  /** Byte offset in `file`. */
  offset?: number
}
