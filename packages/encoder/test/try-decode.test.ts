import { latestSchema } from '@cowork-mdm/schema'
import { expect, it } from 'vitest'
import { tryDecode } from '../src/try-decode.js'

const document = await latestSchema()
const REG = 'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude]\r\n'

const utf16 = (text: string) => Buffer.from(text, 'utf16le')

it.each<[name: string, path: string, bytes: Uint8Array, line: number, column: number]>([
  ['UTF-16 with a mark', 'a.reg', utf16(`\ufeff${REG}"a"="b"c\r\n`), 4, 8],
  ['UTF-16 without a mark', 'a.reg', utf16(`${REG}"a"="b"c\r\n`), 4, 8],
  ['UTF-16 with its bytes swapped', 'a.reg', utf16(`\ufeff${REG}"a"="b"c\r\n`).swap16(), 4, 8],
  ['UTF-8 with a mark', 'a.reg', Buffer.from(`\ufeff${REG}"a"="b"c\r\n`), 4, 8],
  ['a registry file of ANSI', 'a.reg', Buffer.from(`${REG}"ä"="ö"c\r\n`, 'latin1'), 4, 8],
  ['YAML with a mark', 'a.yaml', Buffer.from('\ufeffname: "ä\nvalues: [\n'), 3, 1],
  ['a property list with a mark', 'a.plist', Buffer.from('\ufeff<plist><dict>\n<string/></dict></plist>'), 2, 1],
  ['JSON with a mark', 'a.json', Buffer.from('\ufeff{"a": 1,\n"a": 2}'), 2, 1],
])('the place of what cannot be read, in %s', (_, path, bytes, line, column) => {
  const read = tryDecode({ path, bytes: new Uint8Array(bytes) }, { document })
  expect(read).toMatchObject({ file: path, problems: [{ line, column }] })
})
