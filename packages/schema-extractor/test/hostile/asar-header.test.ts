import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { extractSchema, openBundle } from '../../src/index.js'
import { asarBytes, type AsarParts, packed } from './support/asar-bytes.js'
import { ChildExtractor, expectBounds } from './support/child.js'
import { expectRefusal } from './support/refusal.js'
import { sampleScript } from './support/sample-script.js'

const SOUND = packed({ 'package.json': '{"version":"1.2.3"}', 'main.js': sampleScript() })
const SIZE = SOUND.data.length

let root: string
let folder: string
let count = 0
let child: ChildExtractor
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'hostile-asar-'))
  child = await ChildExtractor.create()
})
beforeEach(() => {
  folder = join(root, String(++count))
  mkdirSync(folder)
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  child.dispose()
})

function write(parts: AsarParts | Buffer): string {
  const path = join(folder, 'app.asar')
  writeFileSync(path, Buffer.isBuffer(parts) ? parts : asarBytes(parts))
  return path
}

/** An archive whose header lists these entries in front of a sound script. */
function withEntries(files: Record<string, unknown>, data = SOUND.data): string {
  return write({ header: JSON.stringify({ files: { ...SOUND.header.files, ...files } }), data })
}

/** An archive of one more entry, whose JSON is given as it stands. */
function withEntry(json: string, name = '"x.js"'): string {
  return write({ header: `{"files":{${name}:${json}}}`, data: SOUND.data })
}

it('reads the sound archive that the hostile ones are made from', async () => {
  const { document } = await extractSchema(write(SOUND))
  expect([document.appVersion, document.keys.map((key) => key.name)]).toEqual(['1.2.3', ['greeting']])
})

describe('prefix', () => {
  it.each([1, 3])('%i bytes of an archive', (length) =>
    expectRefusal(write(asarBytes(SOUND).subarray(0, length)), 'not-an-asar', /does not begin like one/, folder),
  )
  it.each([4, 8, 15])('truncated after %i bytes', (length) =>
    expectRefusal(write(asarBytes(SOUND).subarray(0, length)), 'damaged-asar', /only \d+ bytes/, folder),
  )
  it('truncated header', () =>
    expectRefusal(
      write(asarBytes(SOUND).subarray(0, 60)),
      'damaged-asar',
      /a header of \d+ bytes in a file of 60/,
      folder,
    ))
  it('header beyond the file', () =>
    expectRefusal(
      write({ ...SOUND, prefix: { headerSize: 60_000 } }),
      'damaged-asar',
      /60000 bytes in a file of/,
      folder,
    ))
  it('header above 64 MiB', () =>
    expectRefusal(
      write({ ...SOUND, prefix: { headerSize: (64 << 20) + 1 } }),
      'damaged-asar',
      /more than 67108864/,
      folder,
    ))
  it('header of 4 GiB', () =>
    expectRefusal(write({ ...SOUND, prefix: { headerSize: 0xffffffff } }), 'damaged-asar', /4294967295/, folder))
  it.each([
    ['payload larger than the header', { payloadSize: 100_000 }],
    ['text larger than the payload', { jsonLength: 100_000 }],
    ['negative text length', { jsonLength: 0xfffffff0 }],
    ['header of no bytes', { headerSize: 0 }],
    ['payload of no bytes', { payloadSize: 0 }],
  ])('sizes that contradict: %s', (_, prefix) =>
    expectRefusal(write({ ...SOUND, prefix }), 'damaged-asar', /sizes contradict each other/, folder),
  )
  it('another number where the first size belongs', () =>
    expectRefusal(write({ ...SOUND, prefix: { pickle: 8 } }), 'not-an-asar', /does not begin like one/, folder))
  it('truncated in the middle of a file', async () => {
    const path = write(SOUND)
    truncateSync(path, asarBytes(SOUND).length - 5)
    await expectRefusal(path, 'damaged-asar', /ending beyond the archive/, folder)
  })
})

describe('header text', () => {
  it.each([
    ['not JSON', '{"files":'],
    ['empty', ''],
    ['JSON with something behind it', '{"files":{}} x'],
    ['zero bytes', '\0'.repeat(64)],
    ['JSON behind a byte order mark', '\ufeff{"files":{}}'],
  ])('%s', (_, header) => expectRefusal(write({ header }), 'damaged-asar', /a header that is not JSON/, folder))
  it('not UTF-8', () =>
    expectRefusal(
      write({ header: Buffer.from('7b2266696c6573223a7b22ff223a7b7d7d7d', 'hex') }),
      'damaged-asar',
      /not UTF-8/,
      folder,
    ))
  it('UTF-16', () =>
    expectRefusal(write({ header: Buffer.from('\ufeff{"files":{}}', 'utf16le') }), 'damaged-asar', /not UTF-8/, folder))
  it.each(['null', '[]', '5', '"files"', '{}', '{"files":[]}', '{"files":null}', '{"files":"a"}'])('%s', (header) =>
    expectRefusal(write({ header }), 'damaged-asar', /no list of files in the root/, folder),
  )
  it('an archive without files', () =>
    expectRefusal(write({ header: { files: {} } }), 'no-schema', /Searched no scripts/, folder))
})

describe('offsets and sizes', () => {
  it.each(['-1', '"-1"', '"0x10"', '"1e3"', '"1.5"', '" 1"', '""', '"Infinity"', 'null', 'true', '7', '[]', '{}'])(
    'offset %s',
    (offset) =>
      expectRefusal(withEntry(`{"size":1,"offset":${offset}}`), 'damaged-asar', /as the offset of x\.js/, folder),
  )
  it('no offset', () => expectRefusal(withEntry('{"size":1}'), 'damaged-asar', /nothing as the offset/, folder))
  it.each(['"9007199254740993"', '"99999999999999999999"'])('huge offset %s', (offset) =>
    expectRefusal(withEntry(`{"size":1,"offset":${offset}}`), 'damaged-asar', /as the offset of x\.js/, folder),
  )
  it.each(['"100000"', '"999999999999999"'])('out-of-range offset %s', (offset) =>
    expectRefusal(
      withEntry(`{"size":1,"offset":${offset}}`),
      'damaged-asar',
      /x\.js ending beyond the archive/,
      folder,
    ),
  )
  it.each(['-1', '1.5', '1e400', '9007199254740993', '"10"', 'null', 'true', '[]', '{}', '{"toString":1,"valueOf":1}'])(
    'size %s',
    (size) => expectRefusal(withEntry(`{"size":${size},"offset":"0"}`), 'damaged-asar', /as the size of x\.js/, folder),
  )
  it('size beyond the archive', () =>
    expectRefusal(withEntry('{"size":9007199254740991,"offset":"0"}'), 'damaged-asar', /ending beyond/, folder))
  it('files that overlap', () =>
    expectRefusal(
      withEntries({ 'x.js': { size: 10, offset: '5' } }),
      'damaged-asar',
      /x\.js overlapping|overlapping package\.json|overlapping x\.js/,
      folder,
    ))
  it('equal files that share their bytes are read', async () => {
    const shared = SOUND.header.files['main.js']!
    const { document } = await extractSchema(withEntries({ 'copy.js': shared }))
    expect(document.keys).toHaveLength(1)
  })
  it('a hundred thousand names for the same bytes', () => {
    const file = JSON.stringify(SOUND.header.files['main.js'])
    const names = Array.from({ length: 100_000 }, (_, index) => `"${index}.js":${file}`)
    return expectRefusal(
      write({ header: `{"files":{${names.join()}}}`, data: SOUND.data }),
      'damaged-asar',
      /share their bytes too often/,
      folder,
    )
  })
  it('lists and objects nested 200,000 deep where a number belongs', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    await expectRefusal(withEntry(`{"size":${deep},"offset":"0"}`), 'damaged-asar', /a list as the size/, folder)
    await expectRefusal(withEntry(`{"size":1,"offset":${deep}}`), 'damaged-asar', /a list as the offset/, folder)
    await expectRefusal(withEntry(deep), 'damaged-asar', /a list as the entry x\.js/, folder)
  })
})

describe('names', () => {
  it.each([
    ['..', '".."'],
    ['.', '"."'],
    ['empty', '""'],
    ['a path upwards', '"../main.js"'],
    ['absolute', '"/etc/passwd.js"'],
    ['absolute on Windows', '"C:\\\\main.js"'],
    ['with a backslash', '"..\\\\main.js"'],
    ['with a zero byte', '"a\\u0000.js"'],
  ])('%s', (_, name) =>
    expectRefusal(withEntry('{"size":1,"offset":"0"}', name), 'damaged-asar', /a file with the name "/, folder),
  )
  it('a name of ten million letters is not repeated in the message', () =>
    expectRefusal(
      withEntry('{"size":1,"offset":"0"}', JSON.stringify(`${'a'.repeat(10_000_000)}/b.js`)),
      'damaged-asar',
      /a file with the name "a{79}…/,
      folder,
    ))
  it('a path of five thousand letters', () =>
    expectRefusal(
      withEntry('{"size":1,"offset":"0"}', `"${'a'.repeat(5_000)}"`),
      'damaged-asar',
      /a path of 5000/,
      folder,
    ))
  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])('%s is a name like any other', async (name) => {
    const file = SOUND.header.files['main.js']
    const header = `{"files":{"${name}":{"files":{"${name}.js":${JSON.stringify(file)}}}}}`
    const source = await openBundle(write({ header, data: SOUND.data }))
    expect([...source.entries()].map((entry) => entry.path)).toEqual([`${name}/${name}.js`])
    await source.close?.()
    expect((await extractSchema(join(folder, 'app.asar'))).document.extractedFrom?.file).toBe(`${name}/${name}.js`)
  })
  it('__proto__ as the list of files', () =>
    expectRefusal(write({ header: '{"__proto__":{"files":{}}}' }), 'damaged-asar', /no list of files/, folder))
})

describe('links', () => {
  it.each(['../../outside.js', '/etc/passwd', 'main.js', '..\\outside.js'])('to %s are left out', async (link) => {
    const source = await openBundle(withEntries({ 'linked.js': { link } }))
    expect([...source.entries()].map((entry) => entry.path)).toEqual(['main.js', 'package.json'])
    await source.close?.()
  })
  it('that are all there is', () =>
    expectRefusal(withEntry('{"link":"../outside.js"}'), 'no-schema', /Searched no scripts/, folder))
  it('an unpacked file that is a link out of its folder is not read', async () => {
    writeFileSync(join(folder, 'outside.js'), sampleScript())
    mkdirSync(join(folder, 'app.asar.unpacked'))
    symlinkSync('../outside.js', join(folder, 'app.asar.unpacked', 'x.js'))
    await expectRefusal(withEntry(`{"size":${SIZE},"unpacked":true}`), 'no-schema', /saw no anchor/, folder)
  })
  it('an unpacked folder that is a link out of its folder is not read', async () => {
    mkdirSync(join(folder, 'outside'))
    writeFileSync(join(folder, 'outside', 'x.js'), sampleScript())
    mkdirSync(join(folder, 'app.asar.unpacked'))
    symlinkSync('../outside', join(folder, 'app.asar.unpacked', 'lib'))
    const path = withEntry(`{"files":{"x.js":{"size":${SIZE},"unpacked":true}}}`, '"lib"')
    await expectRefusal(path, 'no-schema', /saw no anchor/, folder)
  })
})

describe('unpacked files', () => {
  it('missing ones do not hide the schema', async () => {
    const { document } = await extractSchema(withEntries({ 'x.js': { size: 100, unpacked: true } }))
    expect(document.keys).toHaveLength(1)
  })
  it('all of them missing', () =>
    expectRefusal(withEntry('{"size":100,"unpacked":true}'), 'no-schema', /found none\. Searched 1 script/, folder))
  it('of a size that no memory holds', async () => {
    mkdirSync(join(folder, 'app.asar.unpacked'))
    writeFileSync(join(folder, 'app.asar.unpacked', 'x.js'), sampleScript())
    const { document } = await extractSchema(withEntry('{"size":9007199254740991,"unpacked":true}'))
    expect(document.keys).toHaveLength(1)
  })
})

describe('millions of entries, within 10 s and 512 MB', () => {
  it.each([
    ['files', Array.from({ length: 1_200_000 }, (_, index) => `"${index}":{"size":0,"offset":"0"}`).join()],
    ['folders', Array.from({ length: 2_000_000 }, (_, index) => `"${index}":{"files":{}}`).join()],
    ['entries that are nothing', Array.from({ length: 5_000_000 }, (_, index) => `"${index.toString(36)}":{}`).join()],
    ['lists', `"a":[${'[],'.repeat(20_000_000)}[]]`],
  ])('%s', { timeout: 60_000 }, (_, entries) => {
    const outcome = child.run(write({ header: `{"files":{${entries}}}` }))
    expectBounds(outcome)
    expect(outcome.error?.code).toBe('damaged-asar')
    expect(outcome.error?.message).toMatch(/a header of \d+ parts, more than|more than 200000 entries/)
  })
  it('as many as are read', { timeout: 60_000 }, () => {
    const entries = Array.from(
      { length: 199_000 },
      (_, index) => `"${index}.js":{"size":0,"offset":"0","executable":true}`,
    )
    const outcome = child.run(write({ header: `{"files":{${entries.join()}}}` }))
    expectBounds(outcome)
    expect(outcome.error?.code).toBe('no-schema')
  })
  it('one text of 60 MB', { timeout: 60_000 }, () => {
    const outcome = child.run(withEntry(`{"size":1,"offset":"${'€'.repeat(20 << 20)}"}`))
    expectBounds(outcome)
    expect(outcome.error?.code).toBe('damaged-asar')
  })
  it('folders nested 100 and 100,000 deep', { timeout: 60_000 }, () => {
    for (const depth of [100, 100_000]) {
      const outcome = child.run(write({ header: `${'{"files":{"a":'.repeat(depth)}{}${'}}'.repeat(depth)}` }))
      expectBounds(outcome)
      expect(outcome.error).toMatchObject({
        code: 'damaged-asar',
        message: expect.stringMatching(/nested more than 64/),
      })
    }
  })
})
