import { execFileSync, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { extractSchema, openBundle } from '../src/index.js'
import { buildFixture } from './support/build-fixture.js'
import type { Scripts } from './support/bundlers.js'
import { factsOf } from './support/comparable.js'
import { expectedDocument, FIXTURES } from './support/fixtures.js'
import { packInstall, packMacApp, temporaryFolder } from './support/pack-app.js'
import { VARIANTS } from './support/variants.js'

const fixture = FIXTURES['flat-key-zod4']
const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0

/** Folders that unpacking leaves behind. */
const leftOver = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cowork-mdm-app-'))

describe('an app inside its installer', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let scripts: Scripts
  let before: string[]
  beforeAll(async () => {
    before = leftOver()
    folder = await temporaryFolder()
    writeFileSync(at('zeros'), Buffer.alloc(2_000_000))
    scripts = await buildFixture(
      fixture,
      VARIANTS.find(({ name }) => name === 'esbuild, cjs, es2020')!,
    )
  })
  afterAll(() => folder.dispose())
  const at = (name: string) => join(folder.path, name)

  async function zip(name: string, files: Record<string, string>): Promise<string> {
    const archive = new ZipFile()
    for (const [path, file] of Object.entries(files)) archive.addFile(file, path)
    archive.end()
    await pipeline(archive.outputStream, createWriteStream(at(name)))
    return at(name)
  }

  /** All files below a folder, as they are named in an archive. */
  function filesOf(root: string, prefix: string): Record<string, string> {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const paths = entries.map((entry) => join(entry.parentPath, entry.name))
    return Object.fromEntries(paths.map((path) => [prefix + relative(root, path).replaceAll('\\', '/'), path]))
  }

  async function expectWhole(path: string): Promise<void> {
    const { document } = await extractSchema(path)
    expect(factsOf(document)).toEqual(expectedDocument(fixture))
    expect(leftOver()).toEqual(before)
  }

  async function expectRefusal(path: string, code: string, message: RegExp, hint: RegExp): Promise<void> {
    const error = await extractSchema(path).then(
      () => expect.fail('was extracted'),
      (cause: unknown) => cause as Error & { code: string; hint: string },
    )
    expect(error).toMatchObject({ code, message: expect.stringMatching(message), hint: expect.stringMatching(hint) })
    expect(leftOver()).toEqual(before)
  }

  it.each([
    ['Claude.msix', 'app/'],
    ['Claude-1.2.3-full.nupkg', 'lib/net45/'],
    ['Claude-win.zip', ''],
  ])('%s', async (name, prefix) => {
    const install = await packInstall(at(`${name}-files`), scripts)
    await expectWhole(await zip(name, { ...filesOf(install, prefix), [`${prefix}other.bin`]: at('zeros') }))
  })

  it('an app that somebody zipped with folders around it', async () => {
    const install = await packInstall(at('wrapped'), scripts)
    await expectWhole(await zip('wrapped.zip', filesOf(install, 'Downloads/Claude/bin/')))
  })

  it('the zipped app of macOS, whose version stands in Info.plist', async () => {
    const app = await packMacApp(at('mac'), scripts, { version: null, plistVersion: '1.2.3' })
    const path = await zip('Claude-mac.zip', filesOf(app, 'Claude.app/'))
    const { document } = await extractSchema(path)
    expect(document.appVersion).toBe('1.2.3')
    expect(leftOver()).toEqual(before)
  })

  it.runIf(hasDpkg).each(['none', 'gzip', 'xz', 'zstd'])('a Debian package, packed with %s', async (packing) => {
    const root = at(`deb-${packing}`)
    await packInstall(join(root, 'usr/lib/claude-desktop'), scripts)
    await writeControl(root)
    const path = at(`claude_${packing}.deb`)
    execFileSync('dpkg-deb', ['--root-owner-group', `-Z${packing}`, '--build', root, path], { stdio: 'ignore' })
    await expectWhole(path)
    // Half of it.
    truncateSync(path, Math.floor(readFileSync(path).length / 2))
    await expectRefusal(path, 'damaged-installer', /Cannot unpack the Debian package/, /Download it again/)
  })

  it.runIf(hasDpkg)('a Debian package in /opt', async () => {
    const root = at('deb-opt')
    await packInstall(join(root, 'opt/Claude'), scripts)
    await writeControl(root)
    execFileSync('dpkg-deb', ['-Zgzip', '--build', root, at('opt.deb')], { stdio: 'ignore' })
    await expectWhole(at('opt.deb'))
  })

  async function writeControl(root: string): Promise<void> {
    await mkdir(join(root, 'DEBIAN'), { recursive: true })
    const fields = 'Package: lantern-desk\nVersion: 1.2.3\nArchitecture: all\nMaintainer: Nobody\nDescription: none\n'
    writeFileSync(join(root, 'DEBIAN/control'), fields)
  }

  it('is removed again only once the bundle is closed', async () => {
    const path = await zip('open.zip', filesOf(await packInstall(at('open'), scripts), ''))
    const source = await openBundle(path)
    expect(leftOver()).toHaveLength(before.length + 1)
    expect([...source.entries()].length).toBeGreaterThan(0)
    await source.close?.()
    expect(leftOver()).toEqual(before)
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const path = await zip('cancelled.zip', filesOf(await packInstall(at('cancelled'), scripts), ''))
    const controller = new AbortController()
    const onProgress = () => controller.abort()
    await expect(extractSchema(path, { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'aborted',
    })
    expect(leftOver()).toEqual(before)
  })

  describe('bad input', () => {
    it('no app in it', async () => {
      const path = await zip('none.zip', { 'a/b.txt': at('zeros') })
      await expectRefusal(path, 'not-a-bundle', /found no resources\/app\.asar in it/, /installer of the app/)
    })
    it('an installer in the installer', async () => {
      const path = await zip('bundle.msixbundle', { 'Claude_x64.msix': at('none.zip') })
      await expectRefusal(path, 'not-a-bundle', /found the installer Claude_x64\.msix in it/, /Take that out/)
    })
    it('a cut zip archive', async () => {
      const path = await zip('cut.zip', filesOf(await packInstall(at('cut'), scripts), ''))
      truncateSync(path, 5_000)
      await expectRefusal(path, 'damaged-installer', /Cannot unpack the zip archive/, /Download it again/)
    })
    it('files that lead out of the folder', async () => {
      const names = ['a/resources/app.asar', '../resources/app.asar', 'resources/../../app.asar']
      const path = await zip('out.zip', { 'a/resources/app.asar': at('none.zip') })
      for (const name of names.slice(1)) {
        const bytes = readFileSync(path)
        const evil = Buffer.from(bytes.toString('latin1').replaceAll(names[0]!, name.padEnd(20, 'x')), 'latin1')
        writeFileSync(path, evil)
        await expect(extractSchema(path)).rejects.toMatchObject({ name: 'ExtractionError' })
        await zip('out.zip', { 'a/resources/app.asar': at('none.zip') })
      }
      expect(existsSync(join(tmpdir(), 'resources'))).toBe(false)
      expect(leftOver()).toEqual(before)
    })
    it('an encrypted zip archive', async () => {
      const path = await zip('secret.zip', { 'resources/app.asar': at('none.zip') })
      const bytes = readFileSync(path)
      const central = bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1')
      bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8)
      writeFileSync(path, bytes)
      await expectRefusal(path, 'not-a-bundle', /an encrypted zip archive/, /Unpack it first/)
    })
    it('an archive that says less than it unpacks to', async () => {
      const path = await zip('bomb.zip', { 'resources/app.asar': at('zeros') })
      const bytes = readFileSync(path)
      bytes.writeUInt32LE(10, bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
      writeFileSync(path, bytes)
      await expectRefusal(path, 'damaged-installer', /too many bytes/i, /Download it again/)
    })
    it('an archive that says more than any app has', async () => {
      const path = await zip('large.zip', { 'resources/app.asar': at('zeros') })
      const bytes = readFileSync(path)
      bytes.writeUInt32LE(2 ** 31, bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
      writeFileSync(path, bytes)
      await expectRefusal(path, 'too-complex', /more than 1073741824 bytes to unpack/, /Check that this is the app/)
    })
    it('no archive in the place of app.asar: the installer is named, not the folder that is gone', async () => {
      const path = await zip('text.zip', { 'a/b/resources/app.asar': at('none.zip') })
      await expectRefusal(
        path,
        'not-an-asar',
        /^(?!.*cowork-mdm-app-).*text\.zip.*does not begin like one/,
        /Give the app/,
      )
    })
    it('two apps in folders of no meaning', async () => {
      const path = await zip('both.zip', {
        'x/y/z/resources/app.asar': at('none.zip'),
        'x/y/w/resources/app.asar': at('none.zip'),
      })
      await expectRefusal(path, 'not-a-bundle', /found no resources\/app\.asar/, /installer of the app/)
    })
    it('two files of one name', async () => {
      const archive = new ZipFile()
      for (let count = 0; count < 2; count++) archive.addBuffer(Buffer.from('x'), 'resources/app.asar')
      archive.end()
      await pipeline(archive.outputStream, createWriteStream(at('twice.zip')))
      await expectRefusal(at('twice.zip'), 'damaged-installer', /exist/i, /Download it again/)
    })
    it('a Debian package without files', async () => {
      writeFileSync(at('empty.deb'), '!<arch>\ndebian-binary   0           0     0     100644  4         `\n2.0\n')
      await expectRefusal(at('empty.deb'), 'damaged-installer', /found none/, /Download it again/)
    })
    const member = (name: string, content: Buffer | string, size = String(content.length)) =>
      Buffer.concat([
        Buffer.from(`${name.padEnd(16)}0           0     0     100644  ${size.padEnd(10)}\`\n`),
        Buffer.from(content),
      ])
    it.each([
      ['no bytes of files', member('data.tar', '')],
      ['a size of blanks', member('data.tar.gz', 'x', '')],
      ['a size below zero', member('data.tar.gz', 'x', '-5')],
      ['hundreds of members', Buffer.concat([...Array<Buffer>(200).fill(member('x', '')), member('data.tar', 'x')])],
    ])('a Debian package with %s', async (_, members) => {
      writeFileSync(at('odd.deb'), Buffer.concat([Buffer.from('!<arch>\n'), members]))
      await expectRefusal(at('odd.deb'), 'damaged-installer', /found none/, /Download it again/)
    })
    it('a Debian package whose zstd wants gigabytes of memory', async () => {
      const frame = Buffer.from('28b52ffd00a00100005555555555', 'hex')
      writeFileSync(at('zst.deb'), Buffer.concat([Buffer.from('!<arch>\n'), member('data.tar.zst', frame)]))
      await expectRefusal(at('zst.deb'), 'damaged-installer', /window|too much memory/i, /another program/)
    })
    it('a Debian package packed with bzip2', async () => {
      writeFileSync(at('old.deb'), '!<arch>\ndata.tar.bz2    0           0     0     100644  4         `\nBZh9')
      await expectRefusal(at('old.deb'), 'not-a-bundle', /found data\.tar\.bz2/, /dpkg-deb --extract/)
    })
    it('a folder that nobody can write to', async () => {
      await rm(at('none'), { force: true })
      const path = await zip('tmp.zip', filesOf(await packInstall(at('tmp-files'), scripts), ''))
      const temporary = process.env.TMPDIR
      process.env.TMPDIR = at('not-there')
      try {
        await expect(extractSchema(path)).rejects.toMatchObject({ message: expect.stringContaining(dirname(path)) })
      } finally {
        if (temporary === undefined) delete process.env.TMPDIR
        else process.env.TMPDIR = temporary
      }
    })
  })
})
