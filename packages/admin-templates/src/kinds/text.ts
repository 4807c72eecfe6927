import { LONGEST_POLICY_TEXT, type ValueSchema } from '@cowork-mdm/schema'
import type { Words } from '../words/words.js'
import { defined } from './bounds.js'
import { elementData } from '../targets/oma-uri/policy-data.js'
import type { ValueKind } from './value-kind.js'

/** What text, URLs and paths have in common: they are stored as they are. */
export const storedAsText = {
  stored: 'text',
  admx: ({ maxLength = LONGEST_POLICY_TEXT }) => ({
    element: { tag: 'text', maxLength: Math.min(maxLength, LONGEST_POLICY_TEXT) },
  }),
  omaUri: elementData,
  typescript: () => 'string',
} satisfies Partial<ValueKind>

/** Formats that are checked, as regular expressions for targets that know no formats. */
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
}

/** The regular expression that a text must match. */
function patternOf({ pattern, format }: ValueSchema): string | undefined {
  return pattern ?? (format !== undefined && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined)
}

export function lengthKeywords({ minLength, maxLength }: ValueSchema) {
  return defined({ minLength, maxLength })
}

export function lengthRules({ minLength, maxLength }: ValueSchema, words: Words): string[] {
  const rules: string[] = []
  if (minLength === 1) rules.push(words.notEmpty)
  else if (minLength !== undefined) rules.push(words.longerThan(minLength))
  if (maxLength !== undefined) rules.push(words.shorterThan(maxLength))
  return rules
}

/** Any text. */
export const text: ValueKind = {
  ...storedAsText,
  jamf: (schema) => ({ type: 'string', ...lengthKeywords(schema), ...defined({ pattern: patternOf(schema) }) }),
  profileManifest: (schema) => ({ type: 'string', ...defined({ format: patternOf(schema) }) }),
  jsonSchema: (schema) => ({
    type: 'string',
    ...lengthKeywords(schema),
    ...defined({ pattern: schema.pattern, format: schema.format }),
  }),
  rules: (schema, words) => [
    ...lengthRules(schema, words),
    ...(schema.format === undefined ? [] : [words.format(schema.format)]),
    ...(schema.pattern === undefined ? [] : [words.pattern(schema.pattern)]),
  ],
}
