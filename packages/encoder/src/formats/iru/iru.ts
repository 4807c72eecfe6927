import type { Profile } from '@cowork-mdm/profile'
import { stringify } from 'yaml'
import type { EncodeOptions, FileBytes, Format } from '../../format.js'
import { identify } from '../../identity/identify.js'
import { slug } from '../../identity/slug.js'
import { note } from '../../notes.js'
import { encodeUtf8 } from '../../text/decode-text.js'
import { decodeMobileconfig } from '../mobileconfig/decode-mobileconfig.js'
import { encodeMobileconfig, fillsIn } from '../mobileconfig/encode-mobileconfig.js'
import { mobileconfig } from '../mobileconfig/mobileconfig.js'
import { DIRECT } from '../mobileconfig/payload-forms.js'
import { profileAmong } from '../mobileconfig/profile-among.js'

/**
 * Iru (formerly Kandji), by `iructl`: a folder with a profile and what the library says of it. The library's id is the
 * profile's `PayloadUUID`, and its identifier is made of it (wiki of kandji-inc/iructl, Custom Profiles).
 */
export const iru: Format = {
  ...mobileconfig,
  title: 'Iru (iructl): profile folder',
  extensions: [],
  fields: ['name', 'description', 'organization'],
  fillsIn: (profile, options) => fillsIn(DIRECT)(profile, iruOptions(profile, options)),
  encode: (input) => {
    const { profile, options, notes } = input
    const own = iruOptions(profile, options)
    const { identifier, uuid } = own.identityFrom
    const deployed = options.identityFrom?.identifier
    if (deployed !== undefined && deployed !== identifier)
      notes.push(note('identifier-changed', { detail: `from ${deployed} to ${identifier}` }))
    const [file] = encodeMobileconfig({ ...input, options: own }, DIRECT) as [FileBytes]
    const { name } = fillsIn(DIRECT)(profile, own)
    const info = stringify({ id: uuid, name, active: true, mdm_identifier: identifier, runs_on_mac: true })
    const folder = `profiles/${slug(profile)}`
    return [
      { path: `${folder}/profile.mobileconfig`, bytes: file.bytes },
      { path: `${folder}/info.yaml`, bytes: encodeUtf8(info) },
    ]
  },
  decode: (files, options) => decodeMobileconfig([profileAmong(files)], options),
}

/** The same options, with the identity that Iru gives profiles. */
function iruOptions(profile: Profile, options: EncodeOptions) {
  const { uuid, scope } = identify(profile, DIRECT.type, options)
  const id = uuid.toLowerCase()
  const { identityFrom } = options
  const identity = {
    identifier: `com.kandji.profile.custom.${id}`,
    uuid: id,
    payloads: identityFrom?.payloads ?? [],
    // Where nothing is deployed, nothing changes.
    ...(identityFrom ? identityFrom.scope && { scope: identityFrom.scope } : { scope }),
  }
  return { ...options, identityFrom: identity }
}
