import { PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import type { DecodedFile, DecodeOptions, FileBytes, Format } from '../../format.js'
import { identify } from '../../identity/identify.js'
import { slug } from '../../identity/slug.js'
import { note, type Note } from '../../notes.js'
import { mapAt } from '../../plist/read-plist.js'
import { readXmlPlist } from '../../plist/read-xml-plist.js'
import { writeXmlElement } from '../../plist/write-xml-plist.js'
import { readSettings } from '../../settings/read-settings.js'
import { decodeUtf8 } from '../../text/decode-text.js'
import { entriesOf, noSettings } from '../mobileconfig/decode-mobileconfig.js'
import { fillsIn, payloadOf } from '../mobileconfig/encode-mobileconfig.js'
import { DIRECT, refusesPayloadKeys } from '../mobileconfig/payload-forms.js'
import { identityOf } from '../mobileconfig/identity-of.js'
import { storesOf } from '../mobileconfig/stores-of.js'
import { textOf } from '../../plist/plist-nodes.js'

/** Custom Settings of Workspace ONE UEM: the payload alone, from <dict> to </dict>; the console makes the rest. */
export const workspaceOne: Format = {
  title: `Workspace ONE Custom Settings (payload of ${PREFERENCE_DOMAIN})`,
  extensions: ['.workspace-one.xml'],
  platform: 'darwin',
  carrier: 'plist',
  isXml: true,
  fields: ['name'],
  fillsIn: (profile, options) => ({ name: fillsIn(DIRECT)(profile, options).name }),
  refuses: refusesPayloadKeys,
  encode: (input) => {
    const { profile, options, notes } = input
    notes.push(note('untried', { detail: 'a Workspace ONE console' }))
    const payload = payloadOf(input, DIRECT, identify(profile, DIRECT.type, options))
    return [{ path: `${slug(profile)}.workspace-one.xml`, bytes: writeXmlElement(payload) }]
  },
  decode: ([file], options) => decodePayload(file!, options),
}

function decodePayload(file: FileBytes, options: DecodeOptions): DecodedFile {
  const { path } = file
  const text = decodeUtf8(file)
  const payload = mapAt(readXmlPlist(text, { file: path, root: 'value' }), path)
  const notes: Note[] = []
  const stores = storesOf(payload, notes)
  if (stores.length === 0) throw noSettings(payload, file)
  const name = textOf(payload, 'PayloadDisplayName')
  const settings = readSettings(stores.flatMap(entriesOf), options, { file: path, notes })
  return {
    text,
    raw: payload,
    stores,
    // What describes a profile as a whole is the console's.
    identity: { payloads: identityOf(payload, [payload]).payloads },
    profile: { ...(name !== undefined && { name }), settings },
    notes,
  }
}
