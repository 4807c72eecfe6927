import type { Format } from '../../format.js'
import { DEFAULT_NAME } from '../../identity/default-name.js'
import { decodeOmaUri } from './decode-oma-uri.js'
import { encodeOmaUri, refuseSwitch } from './encode-oma-uri.js'

/** What Intune takes as a custom configuration for Windows, once the ADMX file with its policies is ingested. */
export const omaUri: Format = {
  title: 'Intune custom configuration (OMA-URI), JSON of Microsoft Graph',
  extensions: ['.oma-uri.json'],
  platform: 'win32',
  carrier: 'registry',
  isXml: true,
  fields: ['name', 'description'],
  fillsIn: ({ name = DEFAULT_NAME }) => ({ name }),
  // An ADMX file has policies for settings that are known, and no others.
  unknownKeys: 'leave-out',
  refuses: refuseSwitch,
  encode: encodeOmaUri,
  decode: decodeOmaUri,
}
