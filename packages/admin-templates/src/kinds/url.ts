import type { UriPolicy, ValueSchema } from '@cowork-mdm/schema'
import { defined } from './bounds.js'
import { lengthKeywords, storedAsText } from './text.js'
import type { ValueKind } from './value-kind.js'

const SCHEME = '[A-Za-z][A-Za-z0-9+.-]*:'

/** Beginnings that a policy allows, as regular expressions. */
const BEGINNINGS: Readonly<Record<UriPolicy, readonly string[]>> = {
  https: ['https://'],
  'https-or-loopback': ['https://', 'http://(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?:[:/?#]|$)'],
  any: [SCHEME],
}

/** The beginning that a URL must have; where the app adds `https://` itself, anything without a scheme. */
function beginning({ 'x-uri-policy': policy = 'any', 'x-input': forms = [] }: ValueSchema): string {
  const allowed = [...BEGINNINGS[policy]]
  if (forms.includes('default-scheme')) allowed.push(`(?!${SCHEME}//)[^\\s/]`)
  return allowed.length === 1 ? `^${allowed[0]}` : `^(?:${allowed.join('|')})`
}

/** The address of something. */
export const url: ValueKind = {
  ...storedAsText,
  jamf: (schema) => ({ type: 'string', ...lengthKeywords(schema), pattern: beginning(schema) }),
  // The editors compare a format with the whole value.
  profileManifest: (schema) => ({ type: 'string', format: `${beginning(schema)}.*$` }),
  jsonSchema: (schema) => ({
    type: 'string',
    ...lengthKeywords(schema),
    pattern: beginning(schema),
    ...defined({ format: schema['x-input']?.includes('default-scheme') ? undefined : 'uri' }),
  }),
  rules: ({ 'x-uri-policy': policy = 'any', 'x-input': forms = [] }, words) => [
    words.uriPolicy[policy],
    ...(forms.includes('default-scheme') ? [words.defaultScheme] : []),
  ],
}
