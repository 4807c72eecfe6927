import type { Format } from '../../format.js'
import { decodeMobileconfig } from './decode-mobileconfig.js'
import { encodeMobileconfig, fillsIn } from './encode-mobileconfig.js'
import { DIRECT, FORCED, refusesPayloadKeys } from './payload-forms.js'

const shared = {
  platform: 'darwin',
  carrier: 'plist',
  isXml: true,
  fields: ['name', 'description', 'identifier', 'organization'],
  decode: decodeMobileconfig,
} as const satisfies Partial<Format>

/** A configuration profile whose payload type is the app's preference domain. */
export const mobileconfig: Format = {
  ...shared,
  title: 'configuration profile, one payload of the app’s preference domain',
  extensions: ['.mobileconfig'],
  fillsIn: fillsIn(DIRECT),
  refuses: refusesPayloadKeys,
  encode: (input) => encodeMobileconfig(input, DIRECT),
}

/** A configuration profile that forces the settings as managed preferences: what Jamf shows as Custom Settings. */
export const mobileconfigMcx: Format = {
  ...shared,
  title: 'configuration profile, managed preferences (MCX), forced',
  extensions: ['.mcx.mobileconfig'],
  fillsIn: fillsIn(FORCED),
  encode: (input) => encodeMobileconfig(input, FORCED),
}
