import { storedAsJson } from './json-text.js'
import type { ValueKind } from './value-kind.js'

/** A value of one of several kinds. */
export const union: ValueKind = {
  ...storedAsJson,
  jsonSchema: ({ anyOf = [] }, inner) => ({ anyOf: anyOf.map((variant) => inner(variant)) }),
  typescript: ({ anyOf = [] }, inner) => [...new Set(anyOf.map((variant) => inner(variant)))].join(' | '),
  rules: () => [],
}
