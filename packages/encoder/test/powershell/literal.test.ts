import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LITERAL, literal, literalText } from '../../src/formats/powershell/literal.js'
import { textArbitrary } from '../support/text-arbitrary.js'

it.each([
  ['', "''"],
  ['plain', "'plain'"],
  ["it's", "'it''s'"],
  ["'; Remove-Item C:\\ -Recurse; '", "'''; Remove-Item C:\\ -Recurse; '''"],
  ['$(whoami) `n "x" @{}', '\'$(whoami) `n "x" @{}\''],
  ['C:\\new', "'C:\\new'"],
  ['two\r\nlines', "[regex]::Unescape('two\\u000d\\u000alines')"],
  ['C:\\ü', "[regex]::Unescape('C:\\u005c\\u00fc')"],
  ['\u2019; calc; \u2018', "[regex]::Unescape('\\u2019; calc; \\u2018')"],
  ["\u201a'\u201b", "[regex]::Unescape('\\u201a''\\u201b')"],
  ['😀', "[regex]::Unescape('\\ud83d\\ude00')"],
  ['\\u0041\u00e9', "[regex]::Unescape('\\u005cu0041\\u00e9')"],
  ['\u007f', "[regex]::Unescape('\\u007f')"],
])('%j', (text, written) => {
  expect(literal(text)).toBe(written)
})

it('any text: pure ASCII on one line, no quote that ends it early, and back', () => {
  fc.assert(
    fc.property(textArbitrary(), (text) => {
      const written = literal(text)
      expect(written).toMatch(/^[\x20-\x7e]*$/)
      const [whole, plain, escaped] = new RegExp(`^(?:${LITERAL.source})$`).exec(written)!
      expect(whole).toBe(written)
      expect(literalText(plain, escaped)).toBe(text)
      // What .NET's Unescape knows beyond \u: nothing may be left for it.
      if (escaped !== undefined) expect(escaped.replace(/\\u[\da-f]{4}/g, '')).not.toContain('\\')
    }),
  )
})
