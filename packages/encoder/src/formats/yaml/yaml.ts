import { formatProfile, parseProfile } from '@cowork-mdm/profile'
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
  encode: ({ profile, settings }) => [
    { path: `${slug(profile)}.yaml`, bytes: encodeUtf8(formatProfile({ ...profile, settings })) },
  ],
  decode: ([file], options) => {
    const text = decodeUtf8(file!)
    const { profile, raw } = parseProfile(text, { document: options.document, file: file!.path })
    return { text, raw, stores: [{ kind: 'yaml', node: raw }], profile, notes: [] }
  },
}
