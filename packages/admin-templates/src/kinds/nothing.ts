import { storedAsJson } from './json-text.js'
import type { ValueKind } from './value-kind.js'

/** No value at all. Such a setting is in no template; members of objects may be of this kind. */
export const nothing: ValueKind = {
  ...storedAsJson,
  jsonSchema: () => ({ not: {} }),
  typescript: () => 'never',
  rules: () => [],
}
