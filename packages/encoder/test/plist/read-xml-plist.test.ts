import { rawValue } from '@cowork-mdm/profile'
import { describe, expect, it } from 'vitest'
import { readPlist } from '../../src/plist/read-plist.js'
import { readXmlPlist } from '../../src/plist/read-xml-plist.js'
import { failureOf } from '../support/failure-of.js'

const inPlist = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">${body}</plist>`
const inDict = (body: string) => inPlist(`<dict>${body}</dict>`)
const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))

describe('what is read', () => {
  it.each<[string, unknown]>([
    ['<string>a &amp; b &lt; c</string>', 'a & b < c'],
    ['<string><![CDATA[<b>&amp;</b>]]> and more</string>', '<b>&amp;</b> and more'],
    ['<string>a<!-- comment -->b</string>', 'ab'],
    ['<string/>', ''],
    ['<string> kept  as it is\n</string>', ' kept  as it is\n'],
    ['<string>a&#13;&#10;b</string>', 'a\r\nb'],
    ['<string>a\r\nb\rc</string>', 'a\nb\nc'],
    ['<string>&#x1F600;😀</string>', '😀😀'],
    ['<integer>  -5 </integer>', -5],
    ['<integer>+7</integer>', 7],
    ['<integer>0x1F</integer>', 31],
    ['<integer>9007199254740993</integer>', 9007199254740993n],
    ['<integer>-9223372036854775808</integer>', -9223372036854775808n],
    ['<real>1.5e3</real>', 1500],
    ['<true/>', true],
    ['<false></false>', false],
    ['<date>2026-11-25T18:00:00Z</date>', new Date('2026-11-25T18:00:00Z')],
    ['<data>\n\tAAEC\n\tAw==\n</data>', Uint8Array.of(0, 1, 2, 3)],
    ['<array/>', []],
    ['<dict><key>__proto__</key><string>x</string></dict>', JSON.parse('{"__proto__":"x"}')],
  ])('%s', (body, value) => {
    expect(rawValue(readXmlPlist(inPlist(body)))).toEqual(value)
  })

  it('places count UTF-16 units of the text as it stands, behind line breaks and emoji too', () => {
    const text = `\ufeff<?xml version="1.0"?>\r\n<!-- 😀 -->\r\n<plist><dict>\r\n<key>a😀</key>\r\n<integer>1</integer></dict></plist>`
    const node = readXmlPlist(text)
    if (node.type !== 'dict') return expect.fail()
    const [entry] = node.entries
    expect(text.slice(...entry!.nameRange)).toBe('<key>a😀</key>')
    expect(text.slice(...entry!.node.range)).toBe('<integer>1</integer>')
    expect(text.slice(...node.range)).toBe('<dict>\r\n<key>a😀</key>\r\n<integer>1</integer></dict>')
  })

  it('takes Apple’s document type, which declares nothing', () => {
    const doctype =
      '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">'
    expect(rawValue(readXmlPlist(`${doctype}<plist><string>x</string></plist>`))).toBe('x')
  })

  it('reads 100,000 entries in less than 5 s', () => {
    const body = Array.from({ length: 100_000 }, (_, index) => `<key>k${index}</key><integer>${index}</integer>`).join(
      '',
    )
    const started = performance.now()
    const node = readXmlPlist(inDict(body))
    expect(node.type === 'dict' && node.entries.length).toBe(100_000)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('what is refused', () => {
  const refusals: [name: string, text: string, code: string, message: string, place: string][] = [
    [
      'a DTD entity',
      '<!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>',
      'dtd-refused',
      'found some',
      '<!DOCTYPE plist [<!ENTITY a "b">]>',
    ],
    [
      'an external entity',
      '<!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]><plist><string>&a;</string></plist>',
      'dtd-refused',
      'found some',
      '<!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
    ['an entity that nobody declared', inPlist('<string>&nbsp;</string>'), 'invalid-xml', 'undefined entity', ';'],
    [
      'a key that stands twice',
      inDict('<key>a</key><true/><key>a</key><false/>'),
      'duplicate-key',
      'found "a" again',
      '<key>a</key>',
    ],
    ['a control character', inPlist('<string>a\u0001b</string>'), 'invalid-xml', 'disallowed character', '\u0001'],
    [
      'a control character as a reference',
      inPlist('<string>&#1;</string>'),
      'invalid-xml',
      'malformed character entity',
      ';',
    ],
    ['an element that is never closed', '<plist><dict><key>a</key>', 'invalid-xml', 'unclosed tag', '>'],
    ['tags that cross', inPlist('<dict><key>a</dict></key>'), 'invalid-xml', 'unexpected close tag', '>'],
    ['text between elements', inDict('<key>a</key>oops<true/>'), 'invalid-plist', 'found text.', 'oops'],
    ['a key without a value', inDict('<key>a</key>'), 'invalid-plist', 'a value for the key a', '<key>a</key>'],
    [
      'two keys in a row',
      inDict('<key>a</key><key>b</key><true/>'),
      'invalid-plist',
      'found another key',
      '<key>b</key>',
    ],
    ['a value without a key', inDict('<true/>'), 'invalid-plist', '<key> before each value', '<true/>'],
    [
      'a key in a list',
      inPlist('<array><key>a</key></array>'),
      'invalid-plist',
      '<key> inside <dict> only',
      '<key>a</key>',
    ],
    [
      'an element inside of text',
      inPlist('<string>a<true/></string>'),
      'invalid-plist',
      'text inside <string>',
      '<true/>',
    ],
    ['an element of no property list', inPlist('<settings/>'), 'invalid-plist', 'found <settings>', '<settings/>'],
    ['another language', '<html><body/></html>', 'invalid-plist', '<plist> as the outermost element', '<html>'],
    ['two values', inPlist('<true/><false/>'), 'invalid-plist', 'one value inside <plist>', '<false/>'],
    ['no value', inPlist(''), 'invalid-plist', 'a value inside <plist>', ''],
    ['nothing at all', '', 'invalid-xml', 'document must contain a root element', ''],
    [
      'an integer of letters',
      inPlist('<integer>abc</integer>'),
      'invalid-plist',
      'a valid <integer>, found other text',
      '<integer>abc</integer>',
    ],
    ['an empty integer', inPlist('<integer/>'), 'invalid-plist', 'a valid <integer>', '<integer/>'],
    ['a real of letters', inPlist('<real>abc</real>'), 'invalid-plist', 'a valid <real>', '<real>abc</real>'],
    ['a real beyond all', inPlist('<real>1e400</real>'), 'invalid-plist', 'a valid <real>', '<real>1e400</real>'],
    ['an infinite real', inPlist('<real>Infinity</real>'), 'invalid-plist', 'a valid <real>', '<real>Infinity</real>'],
    [
      'a date of another form',
      inPlist('<date>yesterday</date>'),
      'invalid-plist',
      'a valid <date>',
      '<date>yesterday</date>',
    ],
    [
      'a date that does not exist',
      inPlist('<date>2026-13-01T00:00:00Z</date>'),
      'invalid-plist',
      'a valid <date>',
      '<date>2026-13-01T00:00:00Z</date>',
    ],
    ['data that is no base64', inPlist('<data>%%%</data>'), 'invalid-plist', 'a valid <data>', '<data>%%%</data>'],
    ['text inside of <true>', inPlist('<true>no</true>'), 'invalid-plist', 'a valid <true>', '<true>no</true>'],
    [
      'another encoding than UTF-8',
      '<?xml version="1.0" encoding="ISO-8859-1"?><plist><true/></plist>',
      'wrong-encoding',
      'found ISO-8859-1 declared',
      '<?xml version="1.0" encoding="ISO-8859-1"?>',
    ],
  ]
  it.each(refusals)('%s', (_, text, code, message, place) => {
    const failure = failureOf(() => readXmlPlist(text, { file: 'x.plist' }))
    expect(failure).toMatchObject({ code, file: 'x.plist' })
    expect(failure.message.replace(' in x.plist', '')).toContain(message)
    expect(failure.message).toMatch(/^Expected .*\.$/)
    expect(failure.hint).toBeDefined()
    expect(text.slice(...failure.range!)).toBe(place)
  })

  it('nesting without end', () => {
    const text = inPlist('<array>'.repeat(100_000))
    expect(failureOf(() => readXmlPlist(text))).toMatchObject({ code: 'invalid-plist' })
  })

  it.each<[string, Uint8Array, string, string]>([
    ['UTF-16', utf16(inDict('')), 'wrong-encoding', 'found UTF-16'],
    ['UTF-16 without a mark', utf16(inDict('')).slice(2), 'wrong-encoding', 'found UTF-16'],
    [
      'Latin-1 bytes',
      new Uint8Array(Buffer.from(inPlist('<string>Größe</string>'), 'latin1')),
      'wrong-encoding',
      'found other bytes',
    ],
    ['the ASCII form', utf8('{\n  inferenceProvider = gateway;\n}\n'), 'invalid-plist', 'found another text form'],
    ['a list in the ASCII form', utf8('( a, b )'), 'invalid-plist', 'found another text form'],
    ['JSON', utf8('{"inferenceProvider": "gateway"}'), 'invalid-plist', 'found another text form'],
  ])('%s', (_, bytes, code, message) => {
    const failure = failureOf(() => readPlist({ path: 'x.plist', bytes }))
    expect(failure).toMatchObject({ code, file: 'x.plist' })
    expect(failure.message).toContain(message)
    expect(failure.hint).toBeDefined()
  })
})
