import type { Format } from '../../format.js'
import { decodeJsonSettings } from '../../json/decode-json-settings.js'
import { writeJsonMap } from '../../json/write-json.js'
import { toJson } from '../../settings/to-json.js'

/**
 * What lies in /etc/claude-desktop on Linux: a map of settings. Owner and mode (root, 0644) are the installer's. One name
 * that the app does not know may void the whole file.
 */
export const linux: Format = {
  title: 'managed-settings.json of Linux',
  extensions: ['managed-settings.json'],
  platform: 'linux',
  carrier: 'json',
  fields: [],
  unknownKeys: 'refuse',
  encode: (input) => [{ path: 'managed-settings.json', bytes: writeJsonMap(toJson(input)) }],
  decode: ([file], options) => decodeJsonSettings(file!, options),
}
