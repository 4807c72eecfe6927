import { PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import type { DecodedFile, DecodeOptions, FileBytes, Format } from '../../format.js'
import type { Note } from '../../notes.js'
import { mapAt, readPlist, type PlistFile } from '../../plist/read-plist.js'
import { writeBinaryPlist } from '../../plist/write-binary-plist.js'
import { writeXmlEntries, writeXmlPlist } from '../../plist/write-xml-plist.js'
import { readXmlPlist } from '../../plist/read-xml-plist.js'
import { readSettings } from '../../settings/read-settings.js'
import { toPlist } from '../../settings/to-plist.js'
import { decodeUtf8 } from '../../text/decode-text.js'

const shared = {
  platform: 'darwin',
  carrier: 'plist',
  fields: [],
  decode: ([file], options) => decodePreferences(readPlist(file!), file!, options),
} as const satisfies Partial<Format>

/** The settings alone, as an XML property list: what lies in /Library/Managed Preferences. */
export const plist: Format = {
  ...shared,
  title: 'property list (XML)',
  extensions: ['.plist'],
  isXml: true,
  encode: (input) => [{ path: `${PREFERENCE_DOMAIN}.plist`, bytes: writeXmlPlist(toPlist(input)) }],
}

/** The same in the form in which macOS itself stores it. */
export const plistBinary: Format = {
  ...shared,
  title: 'property list (binary)',
  extensions: ['.bplist', '.binary.plist'],
  encode: (input) => [{ path: `${PREFERENCE_DOMAIN}.plist`, bytes: writeBinaryPlist(toPlist(input)) }],
}

/** What Custom Settings of Jamf Pro take: the file is named after the preference domain. */
export const jamf: Format = { ...plist, title: 'Jamf Pro Custom Settings (property list)', extensions: ['.jamf.plist'] }

/** What a preference file of Intune may hold: keys and values, without <?xml>, <plist> and <dict> around them. */
export const intunePreference: Format = {
  ...shared,
  title: 'Intune preference file (keys and values alone)',
  extensions: ['.intune.xml'],
  isXml: true,
  encode: (input) => [{ path: `${PREFERENCE_DOMAIN}.xml`, bytes: writeXmlEntries(toPlist(input)) }],
  decode: ([file], options) => {
    const text = decodeUtf8(file!)
    return decodePreferences({ text, raw: readXmlPlist(text, { file: file!.path, root: 'entries' }) }, file!, options)
  },
}

function decodePreferences({ text, raw }: PlistFile, { path }: FileBytes, options: DecodeOptions): DecodedFile {
  const notes: Note[] = []
  const node = mapAt(raw, path)
  const settings = readSettings(node.entries, options, { file: path, notes })
  return {
    ...(text !== undefined && { text }),
    raw,
    stores: [{ kind: 'preferences', node }],
    profile: { settings },
    notes,
  }
}
