import fc from 'fast-check'

/** Texts that some format, shell, registry or parser is known to stumble over. */
export const AWKWARD_TEXTS = [
  ' ',
  ' leading and trailing ',
  'line\nbreak',
  'line\r\nbreak',
  'carriage\rreturn',
  'ends with a break\n',
  '\ttab\t',
  '\\',
  '\\\\server\\share\\',
  'C:\\Program Files\\Claude\\new',
  '"double" and \'single\'',
  "'@\n'@ \"@",
  '%PATH% $env:PATH $(whoami) `tick` $HOME',
  '${env:NAME} $${file:x}',
  '{{serialnumber}} $FLEET_VAR_X %HardwareUUID%',
  '<a href="x">&amp;&#13;]]></a>',
  '<!-- comment --> <![CDATA[x]]>',
  'true',
  'False',
  '0',
  'null',
  '~',
  '{"a":1}',
  '[]',
  '"quoted JSON"',
  '{broken',
  '- item',
  'key: value # comment',
  '0x10',
  '1e3',
  '2024-01-01',
  '9007199254740993',
  '日本語 中文',
  '😀 👩‍👩‍👧‍👦 🇩🇪',
  'e\u0301 \u0041\u030a',
  '\u0000',
  '\u0001\u001b[31m',
  '\u007f\u0085\u00a0',
  '\u2028\u2029',
  '\ufeffmark',
  '\ufffe\uffff',
  '\ud800',
  '\udc00\ud800',
] as const

/** Any text, often an awkward one, seldom one longer than registry values, Windows commands or lines can be. */
export function textArbitrary({ minLength = 0, maxLength = Infinity } = {}): fc.Arbitrary<string> {
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength
  const bounds = { minLength, ...(maxLength < Infinity && { maxLength }) }
  const awkward = AWKWARD_TEXTS.filter(fits)
  const long = ['x'.repeat(40_000), '\\"\r\n😀'.repeat(7_000)].filter(fits)
  return fc.oneof(
    { weight: 40, arbitrary: fc.string({ ...bounds, unit: 'grapheme' }).filter(fits) },
    { weight: 20, arbitrary: fc.string({ ...bounds, unit: 'binary' }).filter(fits) },
    ...(awkward.length > 0 ? [{ weight: 39, arbitrary: fc.constantFrom(...awkward) }] : []),
    ...(long.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...long) }] : []),
  )
}
