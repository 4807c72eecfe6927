import type { Format } from '../../format.js'
import { refuseRegistryName } from '../../registry/registry-names.js'
import { decodeReg } from './decode-reg.js'
import { encodeReg, encodeRegUndo } from './encode-reg.js'

/** What regedit and `reg import` take. */
export const reg: Format = {
  title: 'registry file',
  extensions: ['.reg'],
  platform: 'win32',
  carrier: 'registry',
  fields: [],
  refuses: refuseRegistryName,
  encode: encodeReg,
  decode: decodeReg,
}

/** A registry file that takes back what `reg` sets. */
export const regUndo: Format = {
  ...reg,
  title: 'registry file that removes the profile’s settings',
  extensions: ['.undo.reg'],
  holdsNamesOnly: true,
  // It needs no values, and so no secrets.
  keepsReferences: true,
  encode: encodeRegUndo,
}
