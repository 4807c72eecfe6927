import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { detectFormat } from '../src/detect-format.js'
import { encode } from '../src/encode.js'
import type { FormatName } from '../src/format.js'

const document = await latestSchema()
const settings = [{ name: 'inferenceProvider', value: 'gateway' }]
const text = (content: string) => new TextEncoder().encode(content)

describe('by content, whatever the name', () => {
  // What Jamf takes is a property list, and no content says more.
  const seenAs: Partial<Record<FormatName, FormatName[]>> = {
    mobileconfig: ['mobileconfig'],
    'mobileconfig-mcx': ['mobileconfig-mcx'],
    plist: ['plist'],
    'plist-binary': ['plist-binary'],
    jamf: ['plist'],
    'intune-preference': ['intune-preference'],
    'workspace-one': ['workspace-one'],
    fleet: ['mobileconfig', 'fleet'],
    iru: ['mobileconfig', 'iru'],
  }
  it.each(Object.entries(seenAs) as [FormatName, FormatName[]][])('%s', (format, seen) => {
    const { files } = encode({ name: 'Lab', settings }, { format, document })
    expect(files.map(({ bytes }) => detectFormat({ path: 'unnamed', bytes }))).toEqual(seen)
  })

  it.each<[string, Uint8Array, FormatName]>([
    ['a byte order mark, a comment', text('\ufeff <!-- <dict> -->\n<plist><dict/></plist>'), 'plist'],
    ['a fragment behind a comment', text('<!-- a -->\n<key>a</key><true/>'), 'intune-preference'],
    [
      'PayloadContent behind 4,096 bytes',
      text(`<plist><!--${' '.repeat(5000)}--><dict><key>PayloadContent</key><array/></dict></plist>`),
      'mobileconfig',
    ],
    ['DER', Uint8Array.of(0x30, 0x82, 1, 0), 'mobileconfig'],
    ['BER of indefinite length', Uint8Array.of(0x30, 0x80, 6, 9), 'mobileconfig'],
    ['PEM', text('-----BEGIN CMS-----\nMIAG\n'), 'mobileconfig'],
    ['UTF-16 XML', new Uint8Array(Buffer.from('\ufeff<plist/>', 'utf16le')), 'plist'],
    ['the ASCII form', text('{\n  a = b;\n}'), 'plist'],
    ['the authoring form', text('name: x\nvalues:\n  a: <key>\n'), 'yaml'],
    ['the authoring form, by digits', text('0: x\n'), 'yaml'],
    ['nothing', text(''), 'yaml'],
  ])('%s', (_, bytes, format) => {
    expect(detectFormat({ path: 'unnamed', bytes })).toBe(format)
  })

  it('JSON is no property list', () => {
    expect(detectFormat({ path: 'unnamed', bytes: text('{"a": "b = c"}') })).not.toBe('plist')
  })
})
