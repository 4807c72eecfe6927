import { isRemotelySettable } from '@cowork-mdm/schema'
import { urlsIn } from '@cowork-mdm/schema/values'
import type { CarriedSetting, Format, Refusal } from '../../format.js'
import { slug } from '../../identity/slug.js'
import { decodeJsonSettings } from '../../json/decode-json-settings.js'
import { writeJsonMap } from '../../json/write-json.js'
import { toJson } from '../../settings/to-json.js'
import { readVersion } from './read-version.js'

/** Entries of a response that are about the response. */
const ABOUT_RESPONSE = ['$schema', '$schemaVersion', 'expiresAt']

/**
 * What a bootstrap server answers: the settings that may be set remotely, under their flat names. Without `expiresAt`, the app
 * asks again after its own time; a server adds one where it wants another.
 */
export const bootstrap: Format = {
  title: 'response of a bootstrap server',
  extensions: ['.bootstrap.json'],
  platform: 'any',
  carrier: 'json',
  fields: [],
  unknownKeys: 'leave-out',
  delivers: isRemotelySettable,
  refuses: refuseUrl,
  encode: (input) => [{ path: `${slug(input.profile)}.bootstrap.json`, bytes: writeJsonMap(toJson(input)) }],
  decode: ([file], options) => {
    const decoded = decodeJsonSettings(file!, options, ABOUT_RESPONSE)
    readVersion(decoded.raw, file!.path)
    return decoded
  },
}

/** URLs that the app drops when they come from a server (vendor documentation, bootstrap page). */
function refuseUrl({ key, value }: CarriedSetting): Refusal | undefined {
  const hint = 'Use an https URL of another host, or set it on the device.'
  for (const { url } of key ? urlsIn(key.value, value) : []) {
    if (isLoopback(url.hostname)) return { found: 'a URL of the device itself', hint }
    if (key!.remotePolicy?.['mcpUrlHygiene'] === true && url.protocol !== 'https:')
      return { found: 'a URL other than https', hint }
  }
  return undefined
}

/** `hostname` as the URL parser writes it. */
function isLoopback(hostname: string): boolean {
  return /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])$/.test(hostname)
}
