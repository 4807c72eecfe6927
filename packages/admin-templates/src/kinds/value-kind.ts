import type { JsonValue, ValueSchema } from '@cowork-mdm/schema'
import type { AdmxControl } from '../targets/admx/admx-control.js'
import type { JamfFacts } from '../targets/jamf/jamf-facts.js'
import type { InnerSchema, JsonSchema } from '../targets/json-schema/json-schema.js'
import type { PolicyData } from '../targets/oma-uri/policy-data.js'
import type { ManifestFacts } from '../targets/profile-manifest/manifest-facts.js'
import type { InnerType } from '../targets/typescript/type-text.js'
import type { Words } from '../words/words.js'

/**
 * One kind of value, and how it stands in every target. A kind that forgets a target does not compile. Each function gets
 * the value schema of the setting or, where a target shows what is inside a value, of one of its parts.
 */
export interface ValueKind {
  /** How managed preferences and the registry store it: lists and maps as the text of their JSON. */
  readonly stored: 'boolean' | 'integer' | 'number' | 'text' | 'json'
  /** ADMX: what the policy editor offers. `id` is the policy's; `preset` is what it starts with. */
  admx(schema: ValueSchema, id: string, preset: JsonValue | undefined): AdmxControl
  /** OMA-URI: the data that sets a value through the ingested ADMX. */
  omaUri(value: JsonValue, id: string): PolicyData
  jamf(schema: ValueSchema): JamfFacts
  profileManifest(schema: ValueSchema): ManifestFacts
  /** `inner` is the JSON Schema of a part. */
  jsonSchema(schema: ValueSchema, inner: InnerSchema): JsonSchema
  /** `inner` is the type of a part. */
  typescript(schema: ValueSchema, inner: InnerType): string
  /** Reference, and wherever a person reads: what a value must fulfil beyond its type, one sentence part each. */
  rules(schema: ValueSchema, words: Words): string[]
}
