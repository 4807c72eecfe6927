import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPackage, createPackageWithOptions } from '@electron/asar'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BundleSource, ExtractionError, extractSchema, openBundle } from '../src/index.js'
import { sampleScript } from './hostile/support/sample-script.js'

const SCRIPT = '.vite/build/index.js'
let root: string
let folder: string
let count = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'layouts-'))
})
beforeEach(() => {
  folder = join(root, String(++count))
  mkdirSync(folder)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, content: string | Buffer): string {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
  return full
}

/** Packs an app of one script into `app.asar` at a path of the test's folder. */
async function pack(at: string, version?: string, settings?: Record<string, string>): Promise<string> {
  const source = `source-${at.replaceAll('/', '-')}`
  put(`${source}/${SCRIPT}`, sampleScript(settings))
  if (version !== undefined) put(`${source}/package.json`, JSON.stringify({ name: 'app', version }))
  mkdirSync(dirname(join(folder, at)), { recursive: true })
  await createPackage(join(folder, source), join(folder, at))
  rmSync(join(folder, source), { recursive: true })
  return join(folder, at)
}

/** What an extraction found: the app's version, the script, and how many settings. */
async function found(path: string): Promise<[version: string, file: string | undefined, settings: number]> {
  const { document } = await extractSchema(path)
  return [document.appVersion, document.extractedFrom?.file, document.keys.length]
}

describe('what is opened', () => {
  it('an app.asar', async () => {
    expect(await found(await pack('app.asar', '1.2.3'))).toEqual(['1.2.3', SCRIPT, 1])
  })
  it('an archive of another name', async () => {
    expect(await found(await pack('copy-of-app', '1.2.3'))).toEqual(['1.2.3', SCRIPT, 1])
  })
  it('Claude.app', async () => {
    await pack('Claude.app/Contents/Resources/app.asar', '1.2.3')
    expect(await found(join(folder, 'Claude.app'))).toEqual(['1.2.3', `app.asar/${SCRIPT}`, 1])
  })
  it('the folder that holds Claude.app', async () => {
    await pack('Applications/Claude.app/Contents/Resources/app.asar', '1.2.3')
    expect(await found(join(folder, 'Applications'))).toEqual(['1.2.3', `app.asar/${SCRIPT}`, 1])
  })
  it('an install folder of Windows, of its newest version', async () => {
    await pack('AnthropicClaude/app-1.9.0/resources/app.asar', '1.9.0')
    await pack('AnthropicClaude/app-1.10.2/resources/app.asar', '1.10.2')
    await pack('AnthropicClaude/app-1.10.0/resources/app.asar', '1.10.0')
    put('AnthropicClaude/packages/RELEASES', '')
    expect(await found(join(folder, 'AnthropicClaude'))).toEqual(['1.10.2', `app.asar/${SCRIPT}`, 1])
    expect(await found(join(folder, 'AnthropicClaude', 'app-1.9.0'))).toEqual(['1.9.0', `app.asar/${SCRIPT}`, 1])
  })
  it('an MSIX package that was unpacked', async () => {
    await pack('package/app/resources/app.asar', '1.2.3')
    expect(await found(join(folder, 'package'))).toEqual(['1.2.3', `app.asar/${SCRIPT}`, 1])
  })
  it('an install folder of Linux, /usr/lib and a root that holds one', async () => {
    await pack('usr/lib/claude-desktop/resources/app.asar', '1.2.3')
    const expected = ['1.2.3', `app.asar/${SCRIPT}`, 1]
    expect(await found(join(folder, 'usr/lib/claude-desktop'))).toEqual(expected)
    expect(await found(join(folder, 'usr/lib'))).toEqual(expected)
    expect(await found(join(folder, 'usr'))).toEqual(expected)
    expect(await found(folder)).toEqual(expected)
  })
  it('a resources folder', async () => {
    await pack('resources/app.asar', '1.2.3')
    expect(await found(folder)).toEqual(['1.2.3', `app.asar/${SCRIPT}`, 1])
  })
  it('an unpacked folder', async () => {
    put(SCRIPT, sampleScript())
    put('package.json', '{"version":"1.2.3"}')
    expect(await found(folder)).toEqual(['1.2.3', SCRIPT, 1])
  })
  it.each(['index.js', 'index.mjs', 'index.cjs'])('a single script, %s', async (name) => {
    put('package.json', '{"version":"1.2.3"}')
    expect(await found(put(name, sampleScript()))).toEqual(['unknown', name, 1])
  })
  it('the scripts beside an archive', async () => {
    await pack('resources/app.asar', '1.2.3', { one: 'z.string()' })
    put('resources/ion-dist/assets/settings.js', sampleScript({ one: 'z.string()', two: 'z.string()' }))
    expect(await found(folder)).toEqual(['1.2.3', 'ion-dist/assets/settings.js', 2])
  })
  it('unpacked files beside an archive', async () => {
    put(`source/${SCRIPT}`, sampleScript())
    put('source/package.json', '{"version":"1.2.3"}')
    await createPackageWithOptions(join(folder, 'source'), join(folder, 'app.asar'), { unpackDir: '.vite' })
    expect(await found(join(folder, 'app.asar'))).toEqual(['1.2.3', SCRIPT, 1])
    rmSync(join(folder, 'app.asar.unpacked'), { recursive: true })
    await expect(extractSchema(join(folder, 'app.asar'))).rejects.toMatchObject({ code: 'no-schema' })
  })
})

describe('version', () => {
  const plist = (version: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleShortVersionString</key>${version}</dict></plist>`

  it('from package.json, even where Info.plist says otherwise', async () => {
    await pack('Claude.app/Contents/Resources/app.asar', '1.2.3')
    put('Claude.app/Contents/Info.plist', plist('<string>9.9.9</string>'))
    expect((await found(join(folder, 'Claude.app')))[0]).toBe('1.2.3')
  })
  it('else from Info.plist', async () => {
    await pack('Claude.app/Contents/Resources/app.asar')
    put('Claude.app/Contents/Info.plist', plist('<string>1.28929.0</string>'))
    expect((await found(join(folder, 'Claude.app')))[0]).toBe('1.28929.0')
  })
  it('from no binary Info.plist, whose forty lists of two lists each would take ages to unfold', async () => {
    await pack('Claude.app/Contents/Resources/app.asar')
    const lists = Array.from({ length: 40 }, (_, index) => Buffer.from([0xa2, index + 1, index + 1]))
    const objects = Buffer.concat([Buffer.from('bplist00'), ...lists, Buffer.from([0])])
    const offsets = Buffer.from(Array.from({ length: 41 }, (_, index) => 8 + 3 * index))
    const trailer = Buffer.alloc(32)
    trailer[6] = trailer[7] = 1
    trailer[15] = 41
    trailer[31] = objects.length
    put('Claude.app/Contents/Info.plist', Buffer.concat([objects, offsets, trailer]))
    expect((await found(join(folder, 'Claude.app')))[0]).toBe('unknown')
  })
  it.each([
    ['not a string', plist('<integer>1</integer>')],
    ['not a version', plist('<string>next week</string>')],
    ['not a property list', '<plist><dict><key>'],
    ['empty', ''],
    ['deep', `<plist>${'<array>'.repeat(50_000)}`],
    [
      'of entities that double',
      `<!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 30 }, (_, index) => `<!ENTITY a${index} "&a${index || ''};&a${index || ''};">`).join('')}]><plist version="1.0"><string>&a29;</string></plist>`,
    ],
  ])('Info.plist that is %s tells none', async (_, text) => {
    await pack('Claude.app/Contents/Resources/app.asar')
    put('Claude.app/Contents/Info.plist', text)
    expect((await found(join(folder, 'Claude.app')))[0]).toBe('unknown')
  })
  it.each([
    '{"version":5}',
    '{"version":"latest"}',
    '{"version":"1"}',
    '[]',
    'null',
    '{',
    '',
    '{"__proto__":{"version":"1.0"}}',
  ])('package.json of %s tells none', async (text) => {
    put('main.js', sampleScript())
    put('package.json', text)
    expect((await found(folder))[0]).toBe('unknown')
  })
  it('package.json of a folder inside tells none', async () => {
    put('main.js', sampleScript())
    put('lib/package.json', '{"version":"1.2.3"}')
    expect((await found(folder))[0]).toBe('unknown')
  })
})

describe('reading', () => {
  it('gives parts, and less at the end', async () => {
    const archive = await pack('app.asar', '1.2.3')
    put('unpacked/package.json', '{"name":"app","version":"1.2.3"}')
    put('unpacked/main.js', '')
    for (const source of [await openBundle(archive), await openBundle(join(folder, 'unpacked'))]) {
      const read = async (...range: [start?: number, length?: number]) =>
        String(await source.read('package.json', ...range))
      expect(await read()).toBe('{"name":"app","version":"1.2.3"}')
      expect(await read(9)).toBe('app","version":"1.2.3"}'.slice(0))
      expect(await read(9, 3)).toBe('app')
      expect(await read(30, 100)).toBe('"}')
      expect(await read(100, 5)).toBe('')
      await source.close?.()
    }
  })
  it.each(['nothing.js', '../main.js', '/etc/hostname', '', '__proto__'])(
    'refuses %j, which is not listed',
    async (path) => {
      const archive = await pack('resources/app.asar', '1.2.3')
      put('main.js', sampleScript())
      const sources: BundleSource[] = [
        await openBundle(archive),
        await openBundle(folder),
        await openBundle(join(folder, 'main.js')),
      ]
      for (const source of sources) {
        const error: unknown = await source.read(path).catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(ExtractionError)
        expect(error).toMatchObject({ code: 'missing-file' })
        await source.close?.()
      }
    },
  )
  it('sees a file that was replaced by a shorter one since', async () => {
    const path = put('main.js', sampleScript())
    const source = await openBundle(folder)
    writeFileSync(path, 'short')
    expect(String(await source.read('main.js'))).toBe('short')
    rmSync(path)
    await expect(source.read('main.js')).rejects.toMatchObject({ name: 'ExtractionError' })
  })
})
