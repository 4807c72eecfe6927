import { storedAsJson } from './json-text.js'
import { element } from '../targets/typescript/type-text.js'
import type { ValueKind } from './value-kind.js'

/** A value that meets several schemas at once. */
export const intersection: ValueKind = {
  ...storedAsJson,
  jsonSchema: ({ allOf = [] }, inner) => ({ allOf: allOf.map((part) => inner(part)) }),
  typescript: ({ allOf = [] }, inner) => [...new Set(allOf.map((part) => element(inner(part))))].join(' & '),
  rules: () => [],
}
