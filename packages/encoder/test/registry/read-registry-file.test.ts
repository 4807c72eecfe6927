import { describe, expect, it } from 'vitest'
import { readRegistryFile } from '../../src/registry/read-registry-file.js'
import { failureOf } from '../support/failure-of.js'

const HEAD = 'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude]\r\n'

/** Names, types and values of the lines below the head, and what each range covers. */
function valuesOf(lines: string, head = HEAD) {
  const text = head + lines
  return readRegistryFile(text).keys.flatMap(({ values }) =>
    values.entries.map(({ name, nameRange, node }) => {
      if (node.type === 'array' || node.type === 'dict') throw new TypeError('a registry value is a scalar')
      return [name, node.type, node.value, text.slice(...nameRange), text.slice(...node.range)]
    }),
  )
}

/** Type and value of one line. */
function valueOf(line: string, head = HEAD): unknown[] {
  return valuesOf(`"n"=${line}\r\n`, head)[0]!.slice(1, 3)
}

describe('every value type', () => {
  it.each([
    ['"text"', 'REG_SZ', 'text'],
    ['""', 'REG_SZ', ''],
    ['"C:\\\\a \\"b\\""', 'REG_SZ', 'C:\\a "b"'],
    ['"Größe 😀"', 'REG_SZ', 'Größe 😀'],
    ['dword:0000000a', 'REG_DWORD', 10],
    ['dword:FFFFFFFF', 'REG_DWORD', 4294967295],
    ['dword:1', 'REG_DWORD', 1],
    ['hex:00,ff', 'REG_BINARY', Uint8Array.of(0, 255)],
    ['hex:', 'REG_BINARY', Uint8Array.of()],
    ['hex(0):', 'REG_NONE', Uint8Array.of()],
    ['hex(1):61,00,0a,00,00,00', 'REG_SZ', 'a\n'],
    ['hex(1):3d,d8,00,de,00,d8,00,00', 'REG_SZ', '😀\ud800'],
    ['hex(2):25,00,50,00,25,00,00,00', 'REG_EXPAND_SZ', '%P%'],
    ['hex(3):01', 'REG_BINARY', Uint8Array.of(1)],
    ['hex(4):01,00,00,80', 'REG_DWORD', 2147483649],
    ['hex(4):01', 'REG_DWORD', Uint8Array.of(1)],
    ['hex(5):80,00,00,01', 'REG_DWORD_BIG_ENDIAN', 2147483649],
    ['hex(6):61,00,00,00', 'REG_LINK', 'a'],
    ['hex(7):61,00,00,00,62,00,00,00,00,00', 'REG_MULTI_SZ', ['a', 'b']],
    ['hex(7):00,00', 'REG_MULTI_SZ', []],
    ['hex(b):ff,ff,ff,ff,ff,ff,1f,00', 'REG_QWORD', Number.MAX_SAFE_INTEGER],
    ['hex(b):00,00,00,00,00,00,20,00', 'REG_QWORD', 2n ** 53n],
    ['hex(8):01', 'REG_RESOURCE_LIST', Uint8Array.of(1)],
    ['hex(ffff0012):01', 'REG_0xffff0012', Uint8Array.of(1)],
    ['-', 'null', null],
  ])('%s', (line, type, value) => {
    expect(valueOf(line)).toEqual([type, value])
  })
})

describe('lines as regedit takes them (what Windows does with them is in the tests of Wine’s reg import)', () => {
  it.each([
    ['goes on', 'hex:01,\\\r\n  02', Uint8Array.of(1, 2)],
    [
      'goes on after blank lines and comments',
      'hex:01,\\\r\n\r\n ; 99,\r\n\t\r\n  02,\\;x\r\n03',
      Uint8Array.of(1, 2, 3),
    ],
    ['goes on from the start', 'hex:\\\r\n  01', Uint8Array.of(1)],
    ['spaces before the backslash', 'hex:01, \t\\\r\n  02', Uint8Array.of(1, 2)],
    ['a comma at the end', 'hex:01,02,', Uint8Array.of(1, 2)],
    ['single digits', 'hex:1,a', Uint8Array.of(1, 10)],
    ['a comment behind bytes', 'hex:01 ;02', Uint8Array.of(1)],
    ['a comment behind text', '"a;b" ; c', 'a;b'],
    ['a comment behind a word', 'dword:2;3', 2],
    ['spaces around the equals sign', ' \t"a"\t ', 'a'],
  ])('%s', (_, line, value) => {
    expect(valueOf(line)[1]).toEqual(value)
  })

  it('passes over comments and blank lines, with any line break', () => {
    expect(valuesOf('; one\n#two\n\n  "a"=dword:1\r"b"=-\r\n@="d"\n"c"="no break at the end"')).toEqual([
      ['a', 'REG_DWORD', 1, '"a"', 'dword:1'],
      ['b', 'null', null, '"b"', '-'],
      ['', 'REG_SZ', 'd', '@', '"d"'],
      ['c', 'REG_SZ', 'no break at the end', '"c"', '"no break at the end"'],
    ])
  })

  it('knows where names and values stand', () => {
    expect(valuesOf('"q\\"\\\\"="x" ;y\r\n"hex"=hex(1):61,00,\\\r\n  00,00\r\n')).toEqual([
      ['q"\\', 'REG_SZ', 'x', '"q\\"\\\\"', '"x"'],
      ['hex', 'REG_SZ', 'a', '"hex"', 'hex(1):61,00,\\\r\n  00,00'],
    ])
  })

  it('keeps a backslash that is not doubled, and tells where it is', () => {
    const text = `${HEAD}"n"="C:\\new\\\\"\r\n`
    const { keys, strayBackslashes } = readRegistryFile(text)
    expect(keys[0]!.values.entries[0]!.node).toMatchObject({ value: 'C:\\new\\' })
    expect(strayBackslashes.map(([start]) => text.slice(start, start + 4))).toEqual(['\\new'])
  })

  it('reads the bytes of texts in version 4 as ANSI', () => {
    const head = HEAD.replace(/^.*/, 'REGEDIT4')
    expect(valueOf('hex(2):25,50,80,25,00', head)).toEqual(['REG_EXPAND_SZ', '%P€%'])
    expect(valueOf('hex(7):61,00,62,00,00', head)).toEqual(['REG_MULTI_SZ', ['a', 'b']])
  })

  it('keeps several keys and their order', () => {
    const text =
      'REGEDIT4\n[HKEY_CURRENT_USER\\a]\n"x"="1"\n[-HKEY_CURRENT_USER\\a\\b]\n[HKEY_CURRENT_USER\\a]\n"y"="2"'
    expect(
      readRegistryFile(text).keys.map(({ path, isRemoved, range }) => [path, isRemoved, text.slice(...range)]),
    ).toEqual([
      ['HKEY_CURRENT_USER\\a', false, '[HKEY_CURRENT_USER\\a]'],
      ['HKEY_CURRENT_USER\\a\\b', true, '[-HKEY_CURRENT_USER\\a\\b]'],
      ['HKEY_CURRENT_USER\\a', false, '[HKEY_CURRENT_USER\\a]'],
    ])
  })
})

describe('hostile files', () => {
  it.each([
    ['an empty file', '', 'Windows Registry Editor Version 5.00 in the first line'],
    ['another first line', 'Windows Registry Editor Version 4.00\n', 'Windows Registry Editor Version 5.00'],
    ['a header in lower case', 'windows registry editor version 5.00\n', 'Windows Registry Editor Version 5.00'],
    ['a header that is a property of every object', 'constructor\n', 'Windows Registry Editor Version 5.00'],
    ['something before the header', '; x\nREGEDIT4\n', 'Windows Registry Editor Version 5.00'],
    ['a value before the first key', 'REGEDIT4\n"a"="b"\n', 'a key in brackets before the first value'],
    ['a key without its bracket', `${HEAD}[HKEY_CURRENT_USER\\x\n`, '] at the end of a key'],
    ['a name without its mark', `${HEAD}"name=1\n`, 'a quotation mark at the end of a text'],
    ['a name on two lines', `${HEAD}"na\nme"="x"\n`, 'a quotation mark at the end of a text'],
    ['a text without its mark', `${HEAD}"n"="text\n"m"="x"\n`, 'a quotation mark at the end of a text'],
    ['a text on two lines', `${HEAD}"n"="one\r\ntwo"\r\n`, 'a quotation mark at the end of a text'],
    ['a text that ends in a backslash', `${HEAD}"n"="C:\\"\n`, 'a quotation mark at the end of a text'],
    ['a file cut off inside a text', `${HEAD}"n"="tex`, 'a quotation mark at the end of a text'],
    ['a file cut off behind a backslash', `${HEAD}"n"="tex\\`, 'a quotation mark at the end of a text'],
    ['a file cut off behind a name', `${HEAD}"n"`, '= behind the name'],
    ['a file cut off behind the equals sign', `${HEAD}"n"=`, 'text in quotation marks, dword:, hex: or -'],
    ['a file cut off inside bytes', `${HEAD}"n"=hex:01,02,`, 'another byte'],
    ['a file cut off between lines of bytes', `${HEAD}"n"=hex:01,\\\r\n`, 'another byte'],
    ['a mark inside a text', `${HEAD}"n"="a"b"\n`, 'the end of the line behind a value'],
    ['a text without marks', `${HEAD}"n"=text\n`, 'text in quotation marks, dword:, hex: or -'],
    ['a word that is too long', `${HEAD}"n"=dword:123456789\n`, 'text in quotation marks, dword:, hex: or -'],
    ['a word that is none', `${HEAD}"n"=dword:xyz\n`, 'text in quotation marks, dword:, hex: or -'],
    ['a prefixed word', `${HEAD}"n"=dword:0x10\n`, 'text in quotation marks, dword:, hex: or -'],
    ['bytes of three digits', `${HEAD}"n"=hex:100\n`, 'bytes of two hexadecimal digits'],
    ['bytes without commas', `${HEAD}"n"=hex:00 01\n`, 'bytes of two hexadecimal digits'],
    ['a line that goes on without a comma', `${HEAD}"n"=hex:01\\\n02\n`, 'bytes of two hexadecimal digits'],
    ['a line that goes on with a name', `${HEAD}"n"=hex:01,\\\n"m"="x"\n`, 'bytes of two hexadecimal digits'],
    ['half a character in bytes', `${HEAD}"n"=hex(1):61\n`, 'an even number of bytes'],
    ['a type that is none', `${HEAD}"n"=hex(x):61\n`, 'text in quotation marks, dword:, hex: or -'],
    [
      'values under a removed key',
      'REGEDIT4\n[-HKEY_CURRENT_USER\\x]\n"n"="x"\n',
      'no values under a key that is removed',
    ],
    ['a line that is none', `${HEAD}reg add HKLM\n`, 'a key in brackets, a value or a comment'],
  ])('refuses %s, with its place', (_, text, expected) => {
    const failure = failureOf(() => readRegistryFile(text, 'x.reg'))
    expect(failure.code).toBe('invalid-registry-file')
    expect(failure.message).toContain(`Expected ${expected}`)
    expect(failure.file).toBe('x.reg')
    const [start, end] = failure.range!
    expect(start).toBeLessThanOrEqual(end)
    expect(end).toBeLessThanOrEqual(text.length)
  })

  it('never quotes what may be a secret', () => {
    for (const line of [
      '"k"=sk-secret',
      '"k"="a"sk-secret',
      '"k"=hex:sk-secret',
      'sk-secret',
      '"sk-secret',
      '"k"="sk-secret',
    ]) {
      const failure = failureOf(() => readRegistryFile(`${HEAD}${line}\r\n`))
      expect(`${failure.message} ${failure.hint}`).not.toContain('sk-secret')
    }
  })

  it('reads a file of a million lines in time that grows with it', () => {
    const time = (count: number) => {
      const text = HEAD + '"name"="some text"\r\n'.repeat(count)
      const start = process.cpuUsage()
      readRegistryFile(text)
      return process.cpuUsage(start).user
    }
    time(10_000)
    expect(time(200_000)).toBeLessThan(60 * time(20_000))
  })
})
