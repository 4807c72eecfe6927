import { formatProfile, parseProfile } from '@cowork-mdm/profile'
import type { JsonValue } from '@cowork-mdm/schema'
import type { Format } from '../../format.js'
import { slug } from '../../identity/slug.js'
import { decodeUtf8, encodeUtf8 } from '../../text/decode-text.js'

/** The authoring form. References stay references. */
export const yaml: Format = {
  title: 'authoring form (YAML)',
  extensions: ['.yaml', '.yml'],
  platform: 'any',
  carrier: 'json',
  fields: ['name', 'description', 'identifier', 'organization'],
  keepsReferences: true,
  refuses: ({ value }) =>
    hasHugeInteger(value) ? { found: 'an integer beyond 2^53', hint: 'Write it as text.' } : undefined,
  encode: ({ profile, settings }) => [
    { path: `${slug(profile)}.yaml`, bytes: encodeUtf8(formatProfile({ ...profile, settings })) },
  ],
  decode: ([file], options) => {
    const text = decodeUtf8(file!)
    const { profile, raw } = parseProfile(text, { document: options.document, file: file!.path })
    return { text, raw, stores: [{ kind: 'yaml', node: raw }], profile, notes: [] }
  },
}

/** The authoring form takes no integer that a double may have rounded. */
function hasHugeInteger(value: JsonValue): boolean {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHugeInteger)
}
