import { storedAsJson } from './json-text.js'
import type { ValueKind } from './value-kind.js'

/** A value of which the document says nothing: any JSON. */
export const anything: ValueKind = {
  ...storedAsJson,
  jsonSchema: () => ({}),
  typescript: () => 'unknown',
  rules: () => [],
}
