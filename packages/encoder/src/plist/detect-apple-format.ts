import type { FormatName } from '../format.js'
import { kindOfPlist } from './kind-of-plist.js'

/** The Apple format that a file is in by its content; undefined where it is no property list, or looks like no broken one. */
export function detectAppleFormat(bytes: Uint8Array): FormatName | undefined {
  switch (kindOfPlist(bytes)) {
    case 'signed':
      return 'mobileconfig'
    case 'binary':
      return profileFormatOf(bytes) ?? 'plist-binary'
    case 'utf-16':
      // Registry files are UTF-16 too.
      return bytes.subarray(0, 4).includes(0x3c) ? 'plist' : undefined
    case 'openstep':
      // What JSON is not: `{ name = value; }`.
      return /^[^"]{0,9}[{(]\s*(?:"[^"]*"|[\w.-]+)\s*=/.test(latin1(bytes.subarray(0, 4096))) ? 'plist' : undefined
    case 'xml': {
      const head = latin1(bytes.subarray(0, 4096)).replace(/^\xef\xbb\xbf/, '')
      const [, name] = /^\s*(?:<!--[\s\S]*?-->\s*)*<([?!]?[\w-]+)/.exec(head) ?? []
      if (name === 'key') return 'intune-preference'
      if (name === 'dict') return 'workspace-one'
      return name === '?xml' || name === '!DOCTYPE' || name === 'plist'
        ? (profileFormatOf(bytes) ?? 'plist')
        : undefined
    }
  }
}

/** Which form a configuration profile has; undefined where it is none. */
function profileFormatOf(bytes: Uint8Array): FormatName | undefined {
  const text = latin1(bytes)
  if (!text.includes('PayloadContent')) return undefined
  return text.includes('mcx_preference_settings') ? 'mobileconfig-mcx' : 'mobileconfig'
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes)
}
