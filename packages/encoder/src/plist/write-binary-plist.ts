import { isPlistInteger, type PlistValue } from './plist-value.js'

const HEAD = [...'bplist00'].map((character) => character.charCodeAt(0))

/**
 * A binary property list, version 00: objects in the order in which they are met, each text and number once, then where
 * each of them starts (CFBinaryPList.c in apple/swift-corelibs-foundation).
 */
export function writeBinaryPlist(root: PlistValue): Uint8Array {
  const objects = new ObjectTable()
  const top = objects.add(root)
  const refSize = sizeOf(objects.count)
  const bytes: number[] = [...HEAD]
  const offsets = objects.write(bytes, refSize)
  const table = bytes.length
  const offsetSize = sizeOf(table)
  for (const offset of offsets) pushInteger(bytes, offset, offsetSize)
  bytes.push(0, 0, 0, 0, 0, 0, offsetSize, refSize)
  for (const number of [objects.count, top, table]) pushInteger(bytes, number, 8)
  return Uint8Array.from(bytes)
}

type Stored = string | number | boolean | number[] | { names: number[]; values: number[] }

class ObjectTable {
  private readonly objects: Stored[] = []
  private readonly known = new Map<string | number | boolean, number>()

  get count(): number {
    return this.objects.length
  }

  /** @returns the object's number */
  add(value: PlistValue): number {
    if (typeof value !== 'object') {
      const known = this.known.get(value)
      if (known !== undefined) return known
      this.known.set(value, this.objects.length)
      return this.objects.push(value) - 1
    }
    const number = this.objects.push([]) - 1
    if (Array.isArray(value)) this.objects[number] = value.map((item) => this.add(item))
    else {
      const names = [...value.keys()].map((name) => this.add(name))
      this.objects[number] = { names, values: [...value.values()].map((item) => this.add(item)) }
    }
    return number
  }

  /** @returns where each object starts */
  write(bytes: number[], refSize: number): number[] {
    return this.objects.map((object) => {
      const offset = bytes.length
      if (typeof object === 'boolean') bytes.push(object ? 0x09 : 0x08)
      else if (typeof object === 'number') pushNumber(bytes, object)
      else if (typeof object === 'string') pushText(bytes, object)
      else {
        const [type, count] = Array.isArray(object) ? [0xa0, object.length] : [0xd0, object.names.length]
        pushHead(bytes, type, count)
        const references = Array.isArray(object) ? object : [...object.names, ...object.values]
        for (const reference of references) pushInteger(bytes, reference, refSize)
      }
      return offset
    })
  }
}

/** Bytes that hold numbers up to that one. */
function sizeOf(largest: number): number {
  return largest < 2 ** 8 ? 1 : largest < 2 ** 16 ? 2 : 4
}

/** One, two and four bytes are unsigned, eight are signed. */
function pushNumber(bytes: number[], value: number): void {
  if (isPlistInteger(value)) {
    const size = value < 0 || value >= 2 ** 32 ? 8 : sizeOf(value)
    bytes.push(0x10 | Math.log2(size))
    pushInteger(bytes, value, size)
  } else {
    bytes.push(0x23)
    const view = new DataView(new ArrayBuffer(8))
    view.setFloat64(0, value)
    bytes.push(...new Uint8Array(view.buffer))
  }
}

function pushText(bytes: number[], text: string): void {
  const isAscii = /^[\0-\x7f]*$/.test(text)
  pushHead(bytes, isAscii ? 0x50 : 0x60, text.length)
  for (let at = 0; at < text.length; at++) pushInteger(bytes, text.charCodeAt(at), isAscii ? 1 : 2)
}

/** Type and length: in one byte, or the length in an integer of its own behind it. */
function pushHead(bytes: number[], type: number, length: number): void {
  if (length < 15) bytes.push(type | length)
  else {
    bytes.push(type | 15)
    pushNumber(bytes, length)
  }
}

function pushInteger(bytes: number[], value: number, size: number): void {
  for (let shift = BigInt(size - 1) * 8n; shift >= 0n; shift -= 8n) bytes.push(Number((BigInt(value) >> shift) & 0xffn))
}
