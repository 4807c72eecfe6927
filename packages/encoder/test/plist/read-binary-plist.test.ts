import { rawValue } from '@cowork-mdm/profile'
import fc from 'fast-check'
import { buildBinary } from 'plist'
import { describe, expect, it } from 'vitest'
import { EncoderError } from '../../src/encoder-error.js'
import type { PlistValue } from '../../src/plist/plist-value.js'
import { readBinaryPlist } from '../../src/plist/read-binary-plist.js'
import { writeBinaryPlist } from '../../src/plist/write-binary-plist.js'
import { failureOf } from '../support/failure-of.js'

/** A file of the given objects, the first one outermost; everything that a writer would check can be wrong. */
function fileOf(
  objects: number[][],
  change: { count?: number; top?: number; table?: number; sizes?: [number, number]; offsets?: number[] } = {},
) {
  const head = [...Buffer.from('bplist00')]
  const offsets: number[] = []
  for (const object of objects) {
    offsets.push(head.length)
    head.push(...object)
  }
  const table = head.length
  const number = (value: number) => [
    0,
    0,
    0,
    0,
    (value >>> 24) & 255,
    (value >>> 16) & 255,
    (value >>> 8) & 255,
    value & 255,
  ]
  const tail = [...number(change.count ?? objects.length), ...number(change.top ?? 0), ...number(change.table ?? table)]
  return Uint8Array.from([
    ...head,
    ...(change.offsets ?? offsets),
    0,
    0,
    0,
    0,
    0,
    0,
    ...(change.sizes ?? [1, 1]),
    ...tail,
  ])
}

const TRUE = [0x09]
const ascii = (text: string) => [0x50 | text.length, ...Buffer.from(text)]

describe('what is read', () => {
  it.each<[string, number[][], unknown]>([
    ['null', [[0x00]], null],
    ['true', [TRUE], true],
    ['one byte, unsigned', [[0x10, 0xff]], 255],
    ['two bytes, unsigned', [[0x11, 0xff, 0xff]], 65535],
    ['four bytes, unsigned', [[0x12, 0xff, 0xff, 0xff, 0xff]], 4294967295],
    ['eight bytes, signed', [[0x13, ...Array<number>(8).fill(0xff)]], -1],
    ['beyond 2^53', [[0x13, 0x00, 0x20, 0, 0, 0, 0, 0, 1]], 9007199254740993n],
    ['sixteen bytes', [[0x14, ...Array<number>(8).fill(0), ...Array<number>(8).fill(0xff)]], 18446744073709551615n],
    ['a real of four bytes', [[0x22, 0x3f, 0xc0, 0, 0]], 1.5],
    ['a real of eight bytes', [[0x23, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]], 1.5],
    ['a date', [[0x33, 0, 0, 0, 0, 0, 0, 0, 0]], new Date('2001-01-01T00:00:00Z')],
    ['data', [[0x42, 1, 2]], Uint8Array.of(1, 2)],
    ['ASCII', [ascii('hi')], 'hi'],
    ['UTF-16, with a mark and a half surrogate', [[0x63, 0xfe, 0xff, 0xd8, 0x00, 0x4f, 0x8b]], '\ufeff\ud800例'],
    ['a length of its own', [[0x5f, 0x10, 0x02, 0x68, 0x69]], 'hi'],
    ['a UID', [[0x80, 0x05]], { CF$UID: 5 }],
    ['a list', [[0xa2, 1, 1], TRUE], [true, true]],
    ['a map', [[0xd1, 1, 2], ascii('a'), TRUE], { a: true }],
  ])('%s', (_, objects, value) => {
    const node = readBinaryPlist(fileOf(objects))
    expect(rawValue(node)).toEqual(value)
    expect(node.range).toEqual([8, 8 + objects[0]!.length])
  })

  it('what the plist library writes', () => {
    const value = { text: 'ä', list: [1, 2.5, true, new Date(0), Uint8Array.of(7)], long: 'x'.repeat(70_000) }
    expect(rawValue(readBinaryPlist(buildBinary(value)))).toEqual(value)
  })

  it('values that are shared a million times over, without making them a million times', () => {
    // Each list holds the next one twice: 2^18 texts, written out.
    const lists = Array.from({ length: 18 }, (_, index) => [0xa2, index + 1, index + 1])
    let node = readBinaryPlist(fileOf([...lists, ascii('a')]))
    for (let depth = 0; depth < 18; depth++) {
      if (node.type !== 'array') return expect.fail()
      expect(node.items[0]).toBe(node.items[1])
      node = node.items[0]!
    }
    expect(node).toMatchObject({ type: 'string', value: 'a' })
  })

  it('whatever is written', () => {
    const { value } = fc.letrec<{ value: PlistValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
        fc.maxSafeInteger(),
        fc.array(tie('value'), { maxLength: 20 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 20 }).map((map) => new Map(Object.entries(map))),
      ),
    }))
    fc.assert(
      fc.property(value, (written) => {
        expect(doubles(rawValue(readBinaryPlist(writeBinaryPlist(written))))).toEqual(plain(written))
      }),
    )
  })

  it('more objects and bytes than references and offsets of two bytes can count', () => {
    const many = Array.from({ length: 70_000 }, (_, index) => `text ${index}`)
    expect(rawValue(readBinaryPlist(writeBinaryPlist(many)))).toEqual(many)
  })
})

describe('what is refused, with the byte', () => {
  const endless = Array.from({ length: 30 }, (_, index) => [0xa2, index + 1, index + 1])
  it.each<[string, Uint8Array, string, number, string?]>([
    [
      'a version that is not known',
      Uint8Array.from([...Buffer.from('bplist15'), ...Array<number>(40).fill(0)]),
      'found "bplist15"',
      0,
    ],
    ['a real that is infinite', fileOf([[0x22, 0x7f, 0x80, 0, 0]]), 'a finite number, found Infinity', 8],
    ['a real that is no number', fileOf([[0x23, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]]), 'a finite number, found NaN', 8],
    ['a file of a header alone', Uint8Array.from(Buffer.from('bplist00')), 'a trailer of 32 bytes', 8],
    ['a list that contains itself', fileOf([[0xa1, 0]]), 'values that do not contain themselves', 9],
    ['a map that contains itself', fileOf([[0xd1, 1, 0], ascii('a')]), 'values that do not contain themselves', 10],
    [
      'a circle of three',
      fileOf([
        [0xa1, 1],
        [0xa1, 2],
        [0xa1, 0],
      ]),
      'values that do not contain themselves',
      13,
    ],
    [
      'lists that double 30 times',
      fileOf([...endless, ascii('a')]),
      'Expected at most 32 MB of values',
      8 + 3 * 11,
      'too-large',
    ],
    ['a reference beyond the objects', fileOf([[0xa1, 7]]), 'a reference below 1, found 7', 9],
    ['an outermost object beyond the objects', fileOf([TRUE], { top: 9 }), 'a reference below 1, found 9', 26],
    ['an offset into the trailer', fileOf([TRUE], { offsets: [200] }), 'an offset from 8 to 8, found 200', 9],
    ['an offset into the header', fileOf([TRUE], { offsets: [0] }), 'an offset from 8 to 8, found 0', 9],
    [
      'more objects than there are offsets',
      fileOf([TRUE], { count: 4_000_000_000 }),
      'a table of offsets before the trailer',
      18,
    ],
    ['a table beyond the file', fileOf([TRUE], { table: 4_000_000_000 }), 'a table of offsets before the trailer', 18],
    ['offsets of no bytes', fileOf([TRUE], { sizes: [0, 1] }), 'offsets of 1 to 8 bytes, found 0', 16],
    ['references of 200 bytes', fileOf([TRUE], { sizes: [1, 200] }), 'references of 1 to 8 bytes, found 200', 17],
    [
      'a text that is longer than the file',
      fileOf([[0x5f, 0x12, 0xff, 0xff, 0xff, 0xff]]),
      '4294967295 bytes before the table',
      8,
    ],
    [
      'a list that is longer than the file',
      fileOf([[0xaf, 0x13, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]]),
      'bytes before the table',
      8,
    ],
    ['an integer that is cut off', fileOf([[0x13, 0]]), '8 bytes before the table of offsets, found 1', 9],
    ['a length that is no integer', fileOf([[0x5f, 0x23]]), 'a length, found the marker 0x23', 9],
    ['an unknown marker', fileOf([[0xf0]]), 'found the marker 0xf0', 8],
    ['an unknown constant', fileOf([[0x0f]]), 'found the marker 0x0f', 8],
    ['a set', fileOf([[0xc0]]), 'found the marker 0xc0', 8],
    ['ASCII that is none', fileOf([[0x51, 0xe4]]), 'ASCII, found the byte 0xe4', 9],
    [
      'a date that there is none of',
      fileOf([[0x33, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0]]),
      'a date, found none that there is',
      8,
    ],
    ['a name that is no text', fileOf([[0xd1, 1, 1], TRUE]), 'text as the name of an entry, found <boolean>', 9],
    [
      'a name that stands twice',
      fileOf([[0xd2, 1, 1, 2, 2], ascii('a'), TRUE]),
      'found "a" again',
      13,
      'duplicate-key',
    ],
  ])('%s', (_, bytes, message, offset, code = 'invalid-plist') => {
    const failure = failureOf(() => readBinaryPlist(bytes, 'x.plist'))
    expect(failure).toMatchObject({ code, file: 'x.plist' })
    expect(failure.message.replace(/ in x\.plist at byte \d+/, '')).toContain(message)
    expect(failure.hint).toBeDefined()
    if (code === 'invalid-plist') expect(failure.message).toContain(`at byte ${offset},`)
    expect(failure.range![0]).toBe(offset)
  })

  it('nesting without end', () => {
    const lists = Array.from({ length: 250 }, (_, index) => [0xa1, index + 1])
    // Offsets of two bytes would be needed; those of the deepest are never looked at.
    const failure = failureOf(() => readBinaryPlist(fileOf([...lists.slice(0, 120), [0xa1, 0]])))
    expect(failure.code).toBe('invalid-plist')
    let deep: PlistValue = 'a'
    for (let level = 0; level < 250; level++) deep = [deep]
    expect(failureOf(() => readBinaryPlist(writeBinaryPlist(deep))).message).toContain('at most 200 levels')
  })

  it('each file that is cut off, and every byte that is changed: read or refused, never anything else', () => {
    const whole = writeBinaryPlist(
      new Map<string, PlistValue>([
        ['a', 'text'],
        ['b', [1, 2.5, true, 'ä']],
        ['c', new Map([['d', 70_000]])],
      ]),
    )
    for (let length = 0; length < whole.length; length++)
      expect(failureOf(() => readBinaryPlist(whole.slice(0, length))).code).toBe('invalid-plist')
    for (let at = 0; at < whole.length; at++) {
      for (let value = 0; value < 256; value++) {
        const changed = whole.slice()
        changed[at] = value
        try {
          readBinaryPlist(changed)
        } catch (error) {
          if (!(error instanceof EncoderError)) throw error
        }
      }
    }
  })

  it('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        try {
          readBinaryPlist(Uint8Array.from([...Buffer.from('bplist00'), ...body]))
        } catch (error) {
          if (!(error instanceof EncoderError)) throw error
        }
      }),
    )
  })
})

function plain(value: PlistValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, entry]) => [name, plain(entry)]))
  return Array.isArray(value) ? value.map(plain) : value
}

/** Integers beyond 2^53 come back exactly, as what they are. */
function doubles(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(doubles)
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, doubles(entry)]))
}
