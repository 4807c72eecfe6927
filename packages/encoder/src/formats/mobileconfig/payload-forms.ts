import { isPayloadName, PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import type { Format } from '../../format.js'
import type { PlistMap } from '../../plist/plist-value.js'

/** Payload type of managed preferences (com.apple.ManagedClient.preferences.yaml in apple/device-management). */
export const MANAGED_PREFERENCES = 'com.apple.ManagedClient.preferences'

/** Where a payload keeps settings. */
export interface PayloadForm {
  /** `PayloadType` */
  type: string
  /** The settings as they stand beside what describes the payload. */
  wrap: (settings: PlistMap) => PlistMap
}

/** The payload is the preference domain. */
export const DIRECT: PayloadForm = { type: PREFERENCE_DOMAIN, wrap: (settings) => settings }

/** The payload forces preferences of the domain. */
export const FORCED: PayloadForm = {
  type: MANAGED_PREFERENCES,
  wrap: (settings) => {
    const forced: PlistMap = new Map([['Forced', [new Map([['mcx_preference_settings', settings]])]]])
    return new Map([['PayloadContent', new Map([[PREFERENCE_DOMAIN, forced]])]])
  },
}

/** In the direct form, settings stand among what describes the payload. */
export const refusesPayloadKeys: NonNullable<Format['refuses']> = ({ name }) =>
  isPayloadName(name)
    ? {
        found: 'a name that describes the payload',
        hint: 'Deliver it as mobileconfig-mcx, where settings stand alone.',
      }
    : undefined
