import type { RawEntry, RawMap, RawNode, RawScalar, SourceRange } from '@cowork-mdm/profile'
import { EncoderError } from '../encoder-error.js'
import { duplicateKey, inFile } from './plist-errors.js'

const HEAD_SIZE = 8
const TRAILER_SIZE = 32
const DEEPEST = 200
/** Of all values with their texts, written out where they are shared: far more than any profile, far less than memory. */
const LARGEST = 32 * 1024 * 1024
/** What one value counts for, beside its text. */
const VALUE_WEIGHT = 32
/** Dates count seconds from the start of 2001. */
const EPOCH = Date.UTC(2001, 0)

/**
 * A binary property list, version 00, as raw values with the bytes that each takes. Values that several places share are one
 * node. A UID, which no setting is, becomes what `plutil` makes of it: a map with `CF$UID`.
 * The form: CFBinaryPList.c in apple/swift-corelibs-foundation.
 * @throws EncoderError `invalid-plist`, `duplicate-key` or `too-large`, with the place
 */
export function readBinaryPlist(bytes: Uint8Array, file?: string): RawNode {
  return new BinaryReader(bytes, file).root()
}

interface Weighed {
  node: RawNode
  weight: number
}

class BinaryReader {
  private readonly view: DataView
  /** What has been read, by number; `'open'` while its parts are being read. */
  private readonly objects = new Map<number, Weighed | 'open'>()
  private refSize = 0
  private offsetSize = 0
  private count = 0
  private table = 0

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string | undefined,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  root(): RawNode {
    const { length } = this.bytes
    const version = new TextDecoder('latin1').decode(this.bytes.subarray(0, HEAD_SIZE))
    if (version !== 'bplist00') this.fail('bplist00 at its start', JSON.stringify(version), 0)
    if (length < HEAD_SIZE + 1 + TRAILER_SIZE) this.fail('a trailer of 32 bytes', 'the end of the file', length)
    const trailer = length - TRAILER_SIZE
    this.offsetSize = this.bytes[trailer + 6]!
    this.refSize = this.bytes[trailer + 7]!
    this.count = this.integer(trailer + 8, 8)
    const top = this.integer(trailer + 16, 8)
    this.table = this.integer(trailer + 24, 8)
    if (this.offsetSize < 1 || this.offsetSize > 8)
      this.fail('offsets of 1 to 8 bytes', `${this.offsetSize}`, trailer + 6)
    if (this.refSize < 1 || this.refSize > 8) this.fail('references of 1 to 8 bytes', `${this.refSize}`, trailer + 7)
    if (this.table < HEAD_SIZE + 1 || this.table + this.count * this.offsetSize > trailer)
      this.fail('a table of offsets before the trailer', `one of ${this.count} entries at ${this.table}`, trailer + 8)
    return this.object(top, trailer + 16, 0).node
  }

  /** @param from where the reference stands */
  private object(number: number, from: number, depth: number): Weighed {
    if (number >= this.count) this.fail(`a reference below ${this.count}`, `${number}`, from)
    const known = this.objects.get(number)
    if (known === 'open') this.fail('values that do not contain themselves', `a reference to ${number}`, from)
    if (known) return known
    if (depth > DEEPEST) this.fail(`at most ${DEEPEST} levels`, 'more', from)
    const entry = this.table + number * this.offsetSize
    const offset = this.integer(entry, this.offsetSize)
    if (offset < HEAD_SIZE || offset >= this.table)
      this.fail(`an offset from 8 to ${this.table - 1}`, `${offset}`, entry)
    this.objects.set(number, 'open')
    const read = this.objectAt(offset, depth)
    if (read.weight > LARGEST) {
      throw new EncoderError('too-large', `Expected at most 32 MB of values${inFile(this.file)}, found more.`, {
        hint: 'This is no profile: values that are shared make it grow without end.',
        file: this.file,
        range: read.node.range,
      })
    }
    this.objects.set(number, read)
    return read
  }

  private objectAt(offset: number, depth: number): Weighed {
    const marker = this.bytes[offset]!
    const low = marker & 0x0f
    switch (marker >> 4) {
      case 0x0:
        return this.constant(offset, low)
      case 0x1:
        if (low > 4) break
        return this.scalar('integer', this.exact(offset + 1, 1 << low), offset, 1 + (1 << low))
      case 0x2:
        if (low !== 2 && low !== 3) break
        return this.real(offset, 1 << low)
      case 0x3:
        if (low !== 3) break
        return this.date(offset)
      case 0x4: {
        const { count, start } = this.length(offset, 1)
        return this.scalar('data', this.bytes.slice(start, start + count), offset, start + count - offset, count)
      }
      case 0x5: {
        const { count, start } = this.length(offset, 1)
        return this.scalar('string', this.ascii(start, count), offset, start + count - offset, count)
      }
      case 0x6: {
        const { count, start } = this.length(offset, 2)
        return this.scalar('string', this.utf16(start, count), offset, start + 2 * count - offset, count)
      }
      case 0x8: {
        const uid = this.scalar('integer', this.exact(offset + 1, low + 1), offset, low + 2)
        const { range } = uid.node
        return {
          node: { type: 'dict', entries: [{ name: 'CF$UID', nameRange: range, node: uid.node }], range },
          weight: 64,
        }
      }
      case 0xa:
        return this.list(offset, depth)
      case 0xd:
        return this.map(offset, depth)
    }
    return this.fail('a value of a property list', `the marker 0x${marker.toString(16).padStart(2, '0')}`, offset)
  }

  private constant(offset: number, low: number): Weighed {
    if (low === 0) return this.scalar('null', null, offset, 1)
    if (low === 8 || low === 9) return this.scalar('boolean', low === 9, offset, 1)
    return this.fail('null, true or false', `the marker 0x0${low.toString(16)}`, offset)
  }

  private real(offset: number, size: number): Weighed {
    this.need(offset + 1, size)
    const value = size === 4 ? this.view.getFloat32(offset + 1) : this.view.getFloat64(offset + 1)
    if (!Number.isFinite(value)) this.fail('a finite number', `${value}`, offset)
    return this.scalar('real', value, offset, 1 + size)
  }

  private date(offset: number): Weighed {
    this.need(offset + 1, 8)
    const value = new Date(EPOCH + this.view.getFloat64(offset + 1) * 1000)
    if (Number.isNaN(value.getTime())) this.fail('a date', 'none that there is', offset)
    return this.scalar('date', value, offset, 9)
  }

  private list(offset: number, depth: number): Weighed {
    const { count, start } = this.length(offset, this.refSize)
    const items: RawNode[] = []
    let weight = VALUE_WEIGHT
    for (let index = 0; index < count; index++) {
      const item = this.refer(start, index, depth)
      items.push(item.node)
      weight += item.weight
    }
    return { node: { type: 'array', items, range: [offset, start + count * this.refSize] }, weight }
  }

  private map(offset: number, depth: number): Weighed {
    const { count, start } = this.length(offset, 2 * this.refSize)
    const entries: RawEntry[] = []
    const names = new Set<string>()
    let weight = VALUE_WEIGHT
    for (let index = 0; index < count; index++) {
      const name = this.refer(start, index, depth)
      const place = start + index * this.refSize
      if (name.node.type !== 'string') return this.fail('text as the name of an entry', `<${name.node.type}>`, place)
      const text = String(name.node.value)
      if (names.has(text)) throw duplicateKey(text, name.node.range, this.file)
      names.add(text)
      const value = this.refer(start, count + index, depth)
      entries.push({ name: text, nameRange: name.node.range, node: value.node })
      weight += name.weight + value.weight
    }
    const node: RawMap = { type: 'dict', entries, range: [offset, start + 2 * count * this.refSize] }
    return { node, weight }
  }

  private refer(start: number, index: number, depth: number): Weighed {
    const place = start + index * this.refSize
    return this.object(this.integer(place, this.refSize), place, depth + 1)
  }

  private scalar(type: RawScalar['type'], value: RawScalar['value'], offset: number, size: number, text = 0): Weighed {
    this.need(offset, size)
    const range: SourceRange = [offset, offset + size]
    return { node: { type, value, range }, weight: VALUE_WEIGHT + text }
  }

  /** How many units follow, and where: in the marker's low half, or in an integer behind it. */
  private length(offset: number, unit: number): { count: number; start: number } {
    let count = this.bytes[offset]! & 0x0f
    let start = offset + 1
    if (count === 0x0f) {
      const marker = this.bytes[start]!
      if (marker >> 4 !== 1 || (marker & 0x0f) > 3) this.fail('a length', `the marker 0x${marker.toString(16)}`, start)
      const size = 1 << (marker & 0x0f)
      count = this.integer(start + 1, size)
      start += 1 + size
    }
    this.need(start, count * unit, offset)
    return { count, start }
  }

  private ascii(start: number, count: number): string {
    const part = this.bytes.subarray(start, start + count)
    const wrong = part.findIndex((byte) => byte > 0x7f)
    if (wrong >= 0) this.fail('ASCII', `the byte 0x${part[wrong]!.toString(16)}`, start + wrong)
    return new TextDecoder('latin1').decode(part)
  }

  /** Unit by unit: a decoder would replace half surrogates and drop a byte order mark. */
  private utf16(start: number, count: number): string {
    let text = ''
    for (let at = start; at < start + 2 * count; at += 2) text += String.fromCharCode(this.view.getUint16(at))
    return text
  }

  /** One, two and four bytes are unsigned, eight and sixteen signed. */
  private exact(at: number, size: number): number | bigint {
    this.need(at, size)
    let value = 0n
    for (let index = 0; index < size; index++) value = (value << 8n) | BigInt(this.bytes[at + index]!)
    if (size >= 8) value = BigInt.asIntN(size * 8, value)
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }

  /** A length, an offset, a reference: what is beyond the file is not there. */
  private integer(at: number, size: number): number {
    if (at + size > this.bytes.length) this.fail(`${size} bytes`, 'the end of the file', at)
    let value = 0
    for (let index = 0; index < size; index++) value = value * 256 + this.bytes[at + index]!
    return Math.min(value, Number.MAX_SAFE_INTEGER)
  }

  /** Values lie before the table of offsets. */
  private need(at: number, size: number, from = at): void {
    if (at + size > this.table)
      this.fail(`${size} bytes before the table of offsets`, `${Math.max(0, this.table - at)}`, from)
  }

  private fail(expected: string, found: string, offset: number): never {
    const message = `Expected ${expected}${inFile(this.file)} at byte ${offset}, found ${found}.`
    throw new EncoderError('invalid-plist', message, {
      hint: 'The file is damaged: take it from where it came again.',
      file: this.file,
      range: [offset, offset + 1],
    })
  }
}
