/** Character classes of JavaScript source bytes, by UTF-8 byte. From `Quote` on they change how what follows is read. */
export const enum CharClass {
  Other = 0,
  Space = 1,
  Newline = 2,
  Identifier = 3,
  Digit = 4,
  Quote = 5,
  Open = 6,
  Close = 7,
  Slash = 8,
}

/** Class of each byte. Bytes from 0x80 up can only continue identifiers here: elsewhere they stand in strings and comments. */
export const CHAR_CLASS: Uint8Array = buildTable()

function buildTable(): Uint8Array {
  const table = new Uint8Array(256)
  const put = (characters: string, charClass: CharClass) => {
    for (const character of characters) table[character.charCodeAt(0)] = charClass
  }
  put(' \t\v\f', CharClass.Space)
  put('\n\r', CharClass.Newline)
  put('0123456789', CharClass.Digit)
  put('"\'`', CharClass.Quote)
  put('/', CharClass.Slash)
  put('([{', CharClass.Open)
  put(')]}', CharClass.Close)
  put('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_#\\', CharClass.Identifier)
  table.fill(CharClass.Identifier, 0x80)
  return table
}

/** Whether a byte may continue an identifier. */
export function isIdentifierByte(byte: number | undefined): boolean {
  if (byte === undefined) return false
  const charClass = CHAR_CLASS[byte]
  return charClass === CharClass.Identifier || charClass === CharClass.Digit
}
