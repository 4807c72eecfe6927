import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiveAsRegistryFile } from '../src/hive/hive-as-registry-file.js'
import { DamagedHive, Hive } from '../src/hive/hive.js'

// Written by hivexsh.
const file = readFileSync(
  fileURLToPath(new URL('../fixtures/hosts/win32-disk/C/Users/ann/NTUSER.DAT', import.meta.url)),
)
const KEY = 'SOFTWARE\\policies\\Claude'

function exported(bytes: Buffer): string | undefined {
  const key = new Hive(bytes).key(KEY)
  return key && hiveAsRegistryFile(key, 'HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Claude').toString('utf16le')
}

test('a key, its values and what is below it', () => {
  const key = new Hive(file).key(KEY)!
  expect(key.values.map(({ name, type }) => [name, type])).toEqual([
    ['inferenceProvider', 1],
    ['disableAutoUpdates', 4],
    ['inferenceGatewayBaseUrl', 1],
    ['inferenceGatewayHeaders', 2],
    ['autoUpdaterEnforcementHours', 11],
  ])
  expect(key.values[0]!.data.toString('utf16le')).toBe('gateway\0')
  expect(key.values[1]!.data).toEqual(Buffer.from([1, 0, 0, 0]))
  expect(key.subkeys().map(({ name }) => name)).toEqual(['sub'])
})

test('a key that is not there, and a hive that was not written to its end', () => {
  expect(new Hive(file).key('Software\\Policies\\Claud')).toBeUndefined()
  expect(new Hive(file).isDirty).toBe(false)
  const dirty = Buffer.from(file)
  dirty[4]! += 1
  expect(new Hive(dirty).isDirty).toBe(true)
})

test('large data stands in pieces', () => {
  // The base URL becomes 20,000 bytes in two pieces: cells behind the end, as Windows adds them.
  const data = Buffer.alloc(20_000, 'x\0')
  const end = file.length - 4096
  const pieces = [data.subarray(0, 16_344), data.subarray(16_344)]
  const cell = (content: Buffer) =>
    Buffer.concat([Buffer.alloc(4), content, Buffer.alloc((4 - (content.length % 4)) % 4)])
  const cells = pieces.map((piece) => cell(Buffer.concat([piece, Buffer.alloc(8)])))
  const [first, second] = cells as [Buffer, Buffer]
  const list = cell(Buffer.alloc(8))
  list.writeUInt32LE(end, 4)
  list.writeUInt32LE(end + first.length, 8)
  const header = cell(Buffer.from('db\x02\0\0\0\0\0', 'latin1'))
  header.writeUInt32LE(end + first.length + second.length, 8)
  const added = [first, second, list, header]
  for (const each of added) each.writeInt32LE(-each.length, 0)
  const whole = Buffer.concat([file, ...added])
  const value = whole.indexOf('inferenceGatewayBaseUrl', 0, 'latin1') - 20
  expect(whole.toString('latin1', value, value + 2)).toBe('vk')
  whole.writeUInt32LE(data.length, value + 4)
  whole.writeUInt32LE(end + first.length + second.length + list.length, value + 8)
  const found = new Hive(whole).key(KEY)!.values.find(({ name }) => name === 'inferenceGatewayBaseUrl')
  expect(found?.data.equals(data)).toBe(true)
})

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a header alone', file.subarray(0, 4096)],
  ['something else', Buffer.alloc(8192, 'MZ')],
])('%s is no hive', (_, bytes) => {
  expect(() => exported(bytes)).toThrow(DamagedHive)
})

test('whatever is changed or missing, reading ends, and says that the file is damaged', () => {
  const change = fc.tuple(fc.integer({ min: 0, max: file.length - 1 }), fc.integer({ min: 0, max: 255 }))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.integer({ min: 4096, max: file.length }), (changes, length) => {
      const bytes = Buffer.from(file)
      for (const [at, byte] of changes) bytes[at] = byte
      try {
        exported(bytes.subarray(0, length))
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedHive)
      }
    }),
    { numRuns: 500 },
  )
})

test('keys that contain themselves', () => {
  const bytes = Buffer.from(file)
  // The list of the key's one subkey names the key itself.
  const key = bytes.indexOf('Claude', 0, 'latin1') - 80
  expect(bytes.toString('latin1', key + 4, key + 6)).toBe('nk')
  const list = 4096 + bytes.readUInt32LE(key + 4 + 28)
  bytes.writeUInt32LE(key - 4096, list + 4 + 4)
  expect(() => exported(bytes)).toThrow('more keys than there can be')
})
