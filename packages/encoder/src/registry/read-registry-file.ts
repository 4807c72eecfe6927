import type { RawEntry, RawMap, RawNode, SourceRange } from '@cowork-mdm/profile'
import { EncoderError } from '../encoder-error.js'
import { registryData, type TextBytes } from './registry-data.js'

/** A key of a registry file with the lines below it. */
export interface RegistryKey {
  /** As it stands between the brackets, without the minus. */
  path: string
  /** From bracket to bracket. */
  range: SourceRange
  /** `[-…]`: the key goes, with everything in it. */
  isRemoved: boolean
  /** A removed value (`"name"=-`) is null; the default value (`@`) has the empty name. */
  values: RawMap
}

export interface RegistryFile {
  /** In the order of the file, which is the order in which they take effect. A key may come more than once. */
  keys: RegistryKey[]
  /** Backslashes that stand before neither a backslash nor a quotation mark. */
  strayBackslashes: SourceRange[]
}

const UNDOUBLED = 'The file is cut off, or a quotation mark or backslash in a text has no backslash before it.'

const HEADERS: ReadonlyMap<string, TextBytes> = new Map([
  ['Windows Registry Editor Version 5.00', 'utf-16'],
  ['REGEDIT4', 'ansi'],
])

/**
 * Reads the text of a registry file as regedit and `reg export` write it.
 * @throws EncoderError `invalid-registry-file`, with the place
 */
export function readRegistryFile(text: string, file?: string): RegistryFile {
  return new RegistryReader(text, file).read()
}

/** Its errors never quote a line: it may hold a secret. */
class RegistryReader {
  private at = 0
  private readonly keys: RegistryKey[] = []
  private readonly strayBackslashes: SourceRange[] = []
  private texts: TextBytes = 'utf-16'

  constructor(
    private readonly text: string,
    private readonly file: string | undefined,
  ) {}

  read(): RegistryFile {
    const header = this.restOfLine()
    const texts = HEADERS.get(header.trim())
    if (!texts) {
      const hint = 'A registry file begins with this line, without anything before it.'
      this.fail('Windows Registry Editor Version 5.00 in the first line', 'another', [0, header.length], hint)
    }
    this.texts = texts
    this.at = header.length
    while (this.at < this.text.length) this.line()
    return { keys: this.keys, strayBackslashes: this.strayBackslashes }
  }

  private line(): void {
    this.skip(/\s*/y)
    const rest = this.restOfLine()
    const { at } = this
    if (rest === '' || rest.startsWith(';') || rest.startsWith('#')) this.at += rest.length
    else if (rest.startsWith('[')) this.key(rest.trimEnd())
    else if (rest.startsWith('"')) this.value(this.name())
    else if (rest.startsWith('@')) {
      this.at++
      this.value({ name: '', nameRange: [at, at + 1] })
    } else this.fail('a key in brackets, a value or a comment', 'a line that is none', [at, at + rest.length])
  }

  private key(line: string): void {
    const range: SourceRange = [this.at, this.at + line.length]
    if (!line.endsWith(']')) this.fail('] at the end of a key', 'none', range)
    const isRemoved = line.startsWith('[-')
    const path = line.slice(isRemoved ? 2 : 1, -1)
    this.keys.push({ path, range, isRemoved, values: { type: 'dict', entries: [], range } })
    this.at = range[1]
  }

  private name(): Omit<RawEntry, 'node'> {
    const start = this.at
    const name = this.quoted()
    return { name, nameRange: [start, this.at] }
  }

  private value(named: Omit<RawEntry, 'node'>): void {
    const key = this.keys.at(-1)
    if (!key) return this.fail('a key in brackets before the first value', 'none', named.nameRange)
    if (key.isRemoved) return this.fail('no values under a key that is removed', 'one', named.nameRange)
    if (!this.skip(/[ \t]*=[ \t]*/y)) this.fail('= behind the name', 'none', named.nameRange)
    const node = this.data()
    const rest = this.restOfLine()
    if (!/^[ \t]*(?:;|$)/.test(rest))
      this.fail('the end of the line behind a value', 'more text', [this.at, this.at + rest.length], UNDOUBLED)
    this.at += rest.length
    key.values.entries.push({ ...named, node })
    key.values.range = [key.range[0], node.range[1]]
  }

  private data(): RawNode {
    const start = this.at
    if (this.text[start] === '"') {
      const value = this.quoted()
      return { type: 'REG_SZ', value, range: [start, this.at] }
    }
    if (this.skip(/-/y)) return { type: 'null', value: null, range: [start, this.at] }
    const word = this.skip(/dword:[ \t]*([\da-f]{1,8})(?![\da-z])/iy)
    if (word) return { type: 'REG_DWORD', value: Number.parseInt(word[1]!, 16), range: [start, this.at] }
    const hex = this.skip(/hex(?:\(([\da-f]{1,8})\))?:/iy)
    if (hex) return this.bytes(start, hex[1] === undefined ? 3 : Number.parseInt(hex[1], 16))
    const end = start + this.restOfLine().length
    return this.fail('text in quotation marks, dword:, hex: or - behind =', 'something else', [start, end])
  }

  /** `01,02,\` goes on in the next line; blank lines and comments may stand between. */
  private bytes(start: number, type: number): RawNode {
    let digits = ''
    for (;;) {
      const line = this.skip(/[^;\r\n]*/y)![0].replace(/[ \t]+/g, '')
      const isContinued = /(?:^|,)\\$/.test(line)
      digits += isContinued ? line.slice(0, -1) : line
      if (!isContinued) break
      this.skip(/(?:;[^\r\n]*)?[\r\n]+(?:[ \t]*(?:;[^\r\n]*)?[\r\n]+)*[ \t]*/y)
      if (this.at === this.text.length) break
    }
    const range: SourceRange = [start, this.at]
    if (digits.endsWith(',') && this.at === this.text.length)
      this.fail('another byte', 'the end of the file', range, 'The file is cut off. Export it again.')
    if (!/^(?:[\da-f]{1,2}(?:,[\da-f]{1,2})*,?)?$/i.test(digits))
      this.fail('bytes of two hexadecimal digits between commas', 'something else', range)
    const bytes = (digits.match(/[\da-f]+/gi) ?? []).map((byte) => Number.parseInt(byte, 16))
    return (
      registryData(type, Uint8Array.from(bytes), this.texts, range) ??
      this.fail('an even number of bytes in UTF-16 text', 'an odd one', range)
    )
  }

  /** What stands between quotation marks, on one line: a value that goes on in the next is passed over by regedit. */
  private quoted(): string {
    const start = this.at
    const end = start + this.restOfLine().length
    let value = ''
    for (;;) {
      this.at++
      value += this.skip(/[^"\\\r\n]*/y)![0]
      const mark = this.text[this.at]
      if (mark === '"') {
        this.at++
        return value
      }
      if (mark !== '\\') return this.fail('a quotation mark at the end of a text', 'none', [start, end], UNDOUBLED)
      const escaped = this.text[this.at + 1]
      if (escaped === '"' || escaped === '\\') {
        value += escaped
        this.at++
      } else {
        value += '\\'
        this.strayBackslashes.push([this.at, this.at + 1])
      }
    }
  }

  private restOfLine(): string {
    const breaks = /[\r\n]|$/g
    breaks.lastIndex = this.at
    return this.text.slice(this.at, breaks.exec(this.text)!.index)
  }

  private skip(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match) this.at += match[0].length
    return match
  }

  private fail(expected: string, found: string, range: SourceRange, hint?: string): never {
    const where = this.file === undefined ? '' : ` in ${this.file}`
    throw new EncoderError('invalid-registry-file', `Expected ${expected}${where}, found ${found}.`, {
      ...(hint !== undefined && { hint }),
      file: this.file,
      range,
    })
  }
}
