import { storedAsJson } from './json-text.js'
import type { ValueKind } from './value-kind.js'

/** Nothing but null, which stands for unset; a part of some values. */
export const nullValue: ValueKind = {
  ...storedAsJson,
  jsonSchema: () => ({ type: 'null' }),
  typescript: () => 'null',
  rules: () => [],
}
