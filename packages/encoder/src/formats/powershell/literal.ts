/** A PowerShell expression for a text, pure ASCII, and how one is read back. */

/** What is safe between single quotes as it is: printable ASCII. PowerShell takes four more characters for single quotes. */
const PLAIN = /^[\x20-\x7e]*$/

/** What a text in single quotes stands for, or `[regex]::Unescape` of one. */
export const LITERAL = /'([^'\r\n]*(?:''[^'\r\n]*)*)'|\[regex\]::Unescape\('([^'\r\n]*(?:''[^'\r\n]*)*)'\)/

/**
 * A text as a PowerShell expression: in single quotes, where nothing but the quote is special; any other character than
 * printable ASCII as `\uXXXX`, which `[regex]::Unescape` turns back exactly, unit by unit.
 */
export function literal(text: string): string {
  if (PLAIN.test(text)) return quoted(text)
  // The backslash itself too: it is the only character that is special to Unescape.
  const escaped = text.replace(
    /[^\x20-\x5b\x5d-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `[regex]::Unescape(${quoted(escaped)})`
}

/** The inverse, of the groups that `LITERAL` finds. */
export function literalText(plain: string | undefined, escaped: string | undefined): string {
  const text = (plain ?? escaped ?? '').replaceAll("''", "'")
  if (plain !== undefined) return text
  return text.replace(/\\u([\da-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
