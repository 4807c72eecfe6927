import { PREFERENCE_DOMAIN } from '@cowork-mdm/schema'

/** The metadata that every payload has, in the order in which the project's manifests begin. */
export const PAYLOAD_SUBKEYS: readonly Readonly<Record<string, unknown>>[] = [
  {
    pfm_default: 'Configures Claude Desktop',
    pfm_description: 'What this payload is for, in words for people.',
    pfm_name: 'PayloadDescription',
    pfm_title: 'Payload Description',
    pfm_type: 'string',
  },
  {
    pfm_default: 'Claude Desktop',
    pfm_description: 'The name under which people see this payload; several payloads may share one.',
    pfm_name: 'PayloadDisplayName',
    pfm_require: 'always',
    pfm_title: 'Payload Display Name',
    pfm_type: 'string',
  },
  {
    pfm_default: PREFERENCE_DOMAIN,
    pfm_description:
      'A reverse-DNS identifier that no other payload of the profile has. Keep it, and PayloadUUID, so that a new version of the profile updates this payload.',
    pfm_name: 'PayloadIdentifier',
    pfm_require: 'always',
    pfm_title: 'Payload Identifier',
    pfm_type: 'string',
  },
  {
    pfm_default: PREFERENCE_DOMAIN,
    pfm_description: 'The preference domain that this payload manages.',
    pfm_name: 'PayloadType',
    pfm_require: 'always',
    pfm_title: 'Payload Type',
    pfm_type: 'string',
  },
  {
    pfm_description: 'An identifier that no other payload has, as uuidgen makes one.',
    pfm_format: '^[0-9A-Za-z]{8}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{12}$',
    pfm_name: 'PayloadUUID',
    pfm_require: 'always',
    pfm_title: 'Payload UUID',
    pfm_type: 'string',
  },
  {
    pfm_default: 1,
    pfm_description: 'The version of the payload format; always 1.',
    pfm_name: 'PayloadVersion',
    pfm_range_list: [1],
    pfm_require: 'always',
    pfm_title: 'Payload Version',
    pfm_type: 'integer',
  },
  {
    pfm_description: 'The organization that provides this payload.',
    pfm_name: 'PayloadOrganization',
    pfm_title: 'Payload Organization',
    pfm_type: 'string',
  },
]
