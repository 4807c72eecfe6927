import { lengthKeywords, lengthRules, storedAsText } from './text.js'
import type { ValueKind } from './value-kind.js'

/** The place of a file or a folder. */
export const path: ValueKind = {
  ...storedAsText,
  jamf: (schema) => ({ type: 'string', ...lengthKeywords(schema) }),
  profileManifest: () => ({ type: 'string' }),
  jsonSchema: (schema) => ({ type: 'string', ...lengthKeywords(schema) }),
  rules: (schema, words) => [words.path[schema['x-path'] ?? 'file'], ...lengthRules(schema, words)],
}
