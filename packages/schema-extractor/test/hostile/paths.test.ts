import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { extractSchema } from '../../src/index.js'
import { asarBytes, packed } from './support/asar-bytes.js'
import { ChildExtractor, expectBounds } from './support/child.js'
import { expectRefusal } from './support/refusal.js'
import { sampleScript } from './support/sample-script.js'

let root: string
let folder: string
let count = 0
let child: ChildExtractor
beforeAll(async () => {
  // The folder of macOS for temporary files lies behind a link.
  root = mkdtempSync(join(realpathSync.native(tmpdir()), 'hostile-paths-'))
  chmodSync(root, 0o755)
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

function put(path: string, content: string | Buffer): string {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
  return full
}

function makePipe(path: string): string {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  execFileSync('mkfifo', [full])
  return full
}

const ARCHIVE = asarBytes(packed({ 'package.json': '{"version":"1.2.3"}', 'main.js': sampleScript() }))
const POSIX = process.platform !== 'win32'

describe('no app at all', () => {
  it('nothing there', () => expectRefusal(join(folder, 'Claude.app'), 'unreadable-path', /found nothing there/, folder))
  it('a file in the place of a folder', () =>
    expectRefusal(join(put('file.txt', 'x'), 'app.asar'), 'unreadable-path', /found nothing there/, folder))
  it('a path with a zero byte', () => expectRefusal('app\0.asar', 'unreadable-path', /one that no file can have/))
  it('a path of ten thousand letters', () =>
    expectRefusal('a'.repeat(10_000), 'unreadable-path', /one that no file can have/))
  it('an empty path', () => expectRefusal('', 'unreadable-path', /nothing there/))
  it('an empty folder', () => expectRefusal(folder, 'not-a-bundle', /without app\.asar and without scripts/, folder))
  it('a folder without scripts', async () => {
    put('readme.txt', 'x')
    put('a/b/data.json', '{}')
    await expectRefusal(folder, 'not-a-bundle', /without app\.asar and without scripts/, folder)
  })
  it('an empty file', () => expectRefusal(put('app.asar', ''), 'not-an-asar', /found an empty file/, folder))
  it('an empty script', () => expectRefusal(put('main.js', ''), 'no-schema', /Searched 1 script \(main\.js\)/, folder))
  it('some text', () => expectRefusal(put('notes.txt', 'Some text.'), 'not-an-asar', /does not begin like one/, folder))
  it.each([
    ['exe', 'a Windows program', 'MZ\x90\0\x03\0\0\0\x04'],
    ['tar.gz', 'a gzip archive', '\x1f\x8b\x08\0'],
    ['tar.xz', 'an xz archive', '\xfd7zXZ\0'],
    ['pkg', 'a macOS installer package', 'xar!\0\x1c'],
    ['7z', 'a 7-Zip archive', '7z\xbc\xaf\x27\x1c'],
    ['AppImage', 'a Linux program or AppImage', '\x7fELF\x02\x01'],
    ['rpm', 'an RPM package', '\xed\xab\xee\xdb\x03'],
    ['msi', 'a Windows Installer package', '\xd0\xcf\x11\xe0\xa1\xb1'],
    ['cab', 'a cabinet', 'MSCF\0\0'],
    ['snap', 'a snap', 'hsqs\x07\0'],
    ['zip', 'an empty zip archive', 'PK\x05\x06\0\0'],
    ['tar', 'a tar archive', `claude/${'\0'.repeat(250)}ustar\0`],
    ['tar.zst', 'a zstd archive', '\x28\xb5\x2f\xfd\x04'],
    ['tar.bz2', 'a bzip2 archive', 'BZh91AY&SY'],
    ['msix', 'a web page', '\n<!DOCTYPE html><title>Sign in</title>'],
    ['dmg', 'a macOS disk image', 'x\xda', `koly\0\0\0\x04${'\0'.repeat(504)}`],
  ])('a .%s: %s', async (extension, what, start, end = '') => {
    const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(2_000, 1), Buffer.from(end, 'latin1')])
    await expectRefusal(put(`Claude.${extension}`, bytes), 'not-an-asar', new RegExp(`found ${what}`), folder)
    await expectRefusal(put('app.asar', bytes), 'not-an-asar', new RegExp(`found ${what}`), folder)
  })
  it('a script that begins like a Windows program', async () => {
    const { document } = await extractSchema(put('main.js', `MZ=1;\n${sampleScript()}`))
    expect(document.keys).toHaveLength(1)
  })
  it('a script of 70 MB', { timeout: 20_000 }, async () => {
    truncateSync(put('main.js', sampleScript()), 70 << 20)
    await expectRefusal(
      join(folder, 'main.js'),
      'too-complex',
      /files of at most 67108864 bytes, found .*main\.js/,
      folder,
    )
  })
  it('a script of 3 GB', { timeout: 20_000 }, async () => {
    truncateSync(put('main.js', sampleScript()), 3 * 2 ** 30)
    await expectRefusal(join(folder, 'main.js'), 'too-complex', /files of at most 67108864 bytes/, folder)
  })
})

describe.runIf(POSIX)('pipes, devices and folders in the place of files', { timeout: 15_000 }, () => {
  it('a pipe as the app', () => expectRefusal(makePipe('app.asar'), 'not-a-bundle', /found a pipe or a device/, folder))
  it('a pipe as a script', () => expectRefusal(makePipe('main.js'), 'not-a-bundle', /found a pipe or a device/, folder))
  it('a device', () => expectRefusal('/dev/zero', 'not-a-bundle', /found a pipe or a device/))
  it('a pipe among the scripts is not waited for', async () => {
    makePipe('app/pipe.js')
    put('app/main.js', sampleScript())
    const { document } = await extractSchema(join(folder, 'app'))
    expect(document.keys).toHaveLength(1)
  })
  it('a pipe as an unpacked file is not waited for', async () => {
    makePipe('app.asar.unpacked/x.js')
    const header = { files: { 'x.js': { size: 10, unpacked: true } } }
    await expectRefusal(
      put('app.asar', asarBytes({ header })),
      'unreadable-path',
      /Expected a file at .*found a pipe/,
      folder,
    )
  })
  it('a pipe as Info.plist is not waited for', async () => {
    put('Claude.app/Contents/Resources/app.asar', asarBytes(packed({ 'main.js': sampleScript() })))
    makePipe('Claude.app/Contents/Info.plist')
    expect((await extractSchema(join(folder, 'Claude.app'))).document.appVersion).toBe('unknown')
  })
  it('a folder called app.asar', async () => {
    put('resources/app.asar/main.js', sampleScript())
    const { document } = await extractSchema(folder)
    expect(document.extractedFrom?.file).toBe('resources/app.asar/main.js')
  })
  it('a folder called main.js', async () => {
    mkdirSync(join(folder, 'main.js'))
    await expectRefusal(join(folder, 'main.js'), 'not-a-bundle', /without scripts/, folder)
  })
})

describe.runIf(POSIX)('links', () => {
  it('that lead in a circle', () => {
    symlinkSync('b', join(folder, 'a'))
    symlinkSync('a', join(folder, 'b'))
    return expectRefusal(join(folder, 'a'), 'unreadable-path', /symbolic links that lead in a circle/, folder)
  })
  it('to the folder that holds them are not followed', async () => {
    put('app/main.js', sampleScript())
    symlinkSync('.', join(folder, 'app', 'self'))
    symlinkSync('..', join(folder, 'app', 'up'))
    const { document } = await extractSchema(join(folder, 'app'))
    expect(document.extractedFrom?.file).toBe('main.js')
  })
  it('out of the folder are not followed', async () => {
    put('outside/main.js', sampleScript())
    put('outside.js', sampleScript())
    put('app/other.js', 'var a=1;')
    symlinkSync('../outside', join(folder, 'app', 'inside'))
    symlinkSync('../outside.js', join(folder, 'app', 'inside.js'))
    await expectRefusal(join(folder, 'app'), 'no-schema', /Searched 1 script \(other\.js\)/, folder)
  })
  it('to the app itself are followed', async () => {
    put('Claude/resources/app.asar', ARCHIVE)
    symlinkSync('Claude', join(folder, 'current'))
    expect((await extractSchema(join(folder, 'current'))).document.appVersion).toBe('1.2.3')
  })
  it('that lead nowhere', async () => {
    symlinkSync('nowhere', join(folder, 'app.asar'))
    await expectRefusal(join(folder, 'app.asar'), 'unreadable-path', /nothing there/, folder)
    await expectRefusal(folder, 'not-a-bundle', /without app\.asar/, folder)
  })
})

describe.runIf(POSIX)('what this user may not read', () => {
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  /** Until the test ends: nobody but root could remove what is closed. */
  const close = (path: string) => {
    chmodSync(path, 0)
    onTestFinished(() => chmodSync(path, 0o755))
  }
  const expectDenied = (path: string, denied = path) => {
    const outcome = child.run(path, user)
    expectBounds(outcome)
    expect(outcome.error).toMatchObject({
      code: 'unreadable-path',
      message: `Expected to read ${denied}, but this user may not.`,
      hint: expect.stringMatching(/Run as a user who may/),
    })
  }
  it('an archive', () => {
    const path = put('app.asar', ARCHIVE)
    expect(child.run(path, user).keys).toBe(1)
    close(path)
    expectDenied(path)
  })
  it('a script', () => {
    const path = put('main.js', sampleScript())
    expect(child.run(path, user).keys).toBe(1)
    close(path)
    expectDenied(path)
  })
  it('a folder', () => {
    put('app/main.js', sampleScript())
    close(join(folder, 'app'))
    expectDenied(join(folder, 'app'))
  })
  it('a folder above the app', () => {
    put('above/app.asar', ARCHIVE)
    close(join(folder, 'above'))
    expectDenied(join(folder, 'above', 'app.asar'))
  })
  it('a folder inside an unpacked one', () => {
    put('app/main.js', 'var a=1')
    put('app/build/index.js', sampleScript())
    close(join(folder, 'app', 'build'))
    expectDenied(join(folder, 'app'), join(folder, 'app', 'build'))
  })
  it('the resources of an install', () => {
    put('Claude/resources/app.asar', ARCHIVE)
    close(join(folder, 'Claude', 'resources'))
    expectDenied(join(folder, 'Claude'), join(folder, 'Claude', 'resources'))
  })
  it('a folder beside the archive of an install does not matter', () => {
    put('Claude/resources/app.asar', ARCHIVE)
    put('Claude/resources/private/x.js', '')
    close(join(folder, 'Claude', 'resources', 'private'))
    expect(child.run(join(folder, 'Claude'), user).keys).toBe(1)
  })
  it('an unpacked file', () => {
    const path = put('app.asar.unpacked/x.js', sampleScript())
    close(path)
    expectDenied(put('app.asar', asarBytes({ header: { files: { 'x.js': { size: 10, unpacked: true } } } })), path)
  })
})

describe('folders that are no app', () => {
  it('too many folders', { timeout: 30_000 }, async () => {
    for (let outer = 0; outer < 110; outer++)
      for (let inner = 0; inner < 95; inner++) mkdirSync(join(folder, `${outer}`, `${inner}`), { recursive: true })
    await expectRefusal(folder, 'not-a-bundle', /found a folder of more than 10000 folders/)
  })
  it('folders nested 200 deep', async () => {
    put(`${'d/'.repeat(200)}main.js`, sampleScript())
    await expectRefusal(folder, 'not-a-bundle', /without scripts/)
  })
  it.runIf(process.platform === 'linux')('file names that are no text are passed over', async () => {
    put('main.js', sampleScript())
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.js')]), 'x')
    expect((await extractSchema(folder)).document.keys).toHaveLength(1)
  })
})
