import { isUtf16 } from '../text/decode-text.js'

export type PlistKind = 'xml' | 'binary' | 'signed' | 'utf-16' | 'openstep'

/** What a file is that should be a property list, by how it begins; XML where nothing says otherwise. */
export function kindOfPlist(bytes: Uint8Array): PlistKind {
  const [first, second] = bytes
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 512))
  if (head.startsWith('bplist')) return 'binary'
  // DER and BER begin with a SEQUENCE whose length takes more than one byte; PEM says what it is.
  if ((first === 0x30 && second! >= 0x80) || /^\s*-----BEGIN /.test(head)) return 'signed'
  if (isUtf16(bytes)) return 'utf-16'
  // A map, a list, data or comment of the form that NeXTSTEP had.
  return /^(?:ï»¿)?\s*(?:[{(]|\/[/*]|<[0-9a-f\s]+>)/i.test(head) ? 'openstep' : 'xml'
}
