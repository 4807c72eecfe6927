import { DOMAIN } from '../../domain.js'
import type { Format } from '../../format.js'
import type { PlistMap } from '../../plist/plist-value.js'
import { decodeMobileconfig, isOfPayload } from './decode-mobileconfig.js'
import { encodeMobileconfig, fillsIn } from './encode-mobileconfig.js'
import { MANAGED_PREFERENCES } from './stores-of.js'

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
  fillsIn: fillsIn(DOMAIN),
  refuses: ({ name }) =>
    isOfPayload(name)
      ? {
          found: 'a name that describes the payload',
          hint: 'Deliver it as mobileconfig-mcx, where settings stand alone.',
        }
      : undefined,
  encode: (input) => encodeMobileconfig(input, DOMAIN, (settings) => settings),
}

/** A configuration profile that forces the settings as managed preferences: what Jamf shows as Custom Settings. */
export const mobileconfigMcx: Format = {
  ...shared,
  title: 'configuration profile, managed preferences (MCX), forced',
  extensions: ['.mcx.mobileconfig'],
  fillsIn: fillsIn(MANAGED_PREFERENCES),
  encode: (input) =>
    encodeMobileconfig(input, MANAGED_PREFERENCES, (settings) => {
      const forced: PlistMap = new Map([['Forced', [new Map([['mcx_preference_settings', settings]])]]])
      return new Map([['PayloadContent', new Map([[DOMAIN, forced]])]])
    }),
}
