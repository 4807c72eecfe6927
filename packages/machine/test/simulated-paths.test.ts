import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CoworkError, simulatedHost, type Host, type Platform } from '../src/index.js'
import { simulatedMachine } from './simulated-machine.js'

const read = async (host: Host, path: string) => (await host.read(path)).toString()

test('paths of every platform lie below the root', async () => {
  const windows = await simulatedMachine({ facts: { platform: 'win32' } })
  expect(windows.path('C:\\ProgramData\\x')).toBe(join(windows.root, 'C', 'ProgramData', 'x'))
  expect(windows.path('d:/x')).toBe(join(windows.root, 'D', 'x'))
  const mac = await simulatedMachine({ facts: { platform: 'darwin' } })
  expect(mac.path('/Library/Managed Preferences')).toBe(join(mac.root, 'Library', 'Managed Preferences'))
  expect(mac.path('/')).toBe(mac.root)
})

test.each([
  [
    'win32',
    'C/Program Files/Claude/José.json',
    'c:\\PROGRAM FILES\\claude\\josé.JSON',
    'C:\\Program Files\\Claude\\José.json',
  ],
  ['win32', 'c/x', 'C:\\X', 'C:\\x'],
  ['darwin', 'Library/Preferences/José', '/library/preferences/jose\u0301', '/Library/Preferences/José'],
] as const)('%s finds names in any case and spells them as the disk does', async (platform, file, asked, spelled) => {
  const host = await simulatedMachine({ disk: { [file]: 'found' }, facts: { platform } })
  expect(await read(host, asked)).toBe('found')
  expect(await host.realPath(asked)).toBe(spelled)
  await host.write(asked, 'changed')
  expect(await read(host, spelled)).toBe('changed')
})

test('Linux knows names in one case only', async () => {
  const host = await simulatedMachine({ disk: { 'etc/X': 'capital', 'etc/x': 'small' }, facts: { platform: 'linux' } })
  expect(await read(host, '/etc/X')).toBe('capital')
  expect(await host.stat('/ETC/x')).toBeUndefined()
})

test('two spellings, of which a real disk could have only one, are an error unless one is meant exactly', async () => {
  const host = await simulatedMachine({ disk: { 'Users/a': '1', 'Users/A': '2' }, facts: { platform: 'darwin' } })
  expect(await read(host, '/users/A')).toBe('2')
  const two = await simulatedMachine({ disk: { 'Users/ab': '1', 'Users/Ab': '2' }, facts: { platform: 'darwin' } })
  await expect(two.stat('/Users/AB')).rejects.toMatchObject({ code: 'ambiguous-name' })
})

test('host.json is no file of the machine', async () => {
  const host = await simulatedMachine({ disk: { x: '' }, facts: { platform: 'darwin' } })
  expect(await host.list('/')).toEqual([{ name: 'x', type: 'file' }])
  expect(await host.stat('/Host.json')).toBeUndefined()
  await expect(host.write('/host.JSON', '{}')).rejects.toMatchObject({ code: 'bad-path' })
  await expect(host.read('/host.json')).rejects.toMatchObject({ code: 'bad-path' })
})

test('links are followed inside the root, absolute ones from its top', async () => {
  const disk = { 'etc/x': 'inside', 'opt/here/keep': '' }
  const host = await simulatedMachine({ disk, options: { platform: 'linux' } })
  symlinkSync('/etc', join(host.root, 'opt', 'absolute'))
  symlinkSync('../../etc/x', join(host.root, 'opt', 'here', 'relative'))
  symlinkSync('/opt/absolute/x', join(host.root, 'opt', 'chain'))
  symlinkSync('/nowhere/x', join(host.root, 'opt', 'dangling'))
  expect(await read(host, '/opt/absolute/x')).toBe('inside')
  expect(await read(host, '/opt/here/relative')).toBe('inside')
  expect(await read(host, '/opt/chain')).toBe('inside')
  expect(await host.realPath('/opt/chain')).toBe('/etc/x')
  expect(host.path('/opt/absolute')).toBe(join(host.root, 'etc'))
  expect(await host.stat('/opt/absolute')).toMatchObject({ type: 'link', target: '/etc' })
  expect(await host.stat('/opt/absolute', { follow: true })).toMatchObject({ type: 'folder' })
  expect(await host.stat('/opt/dangling', { follow: true })).toBeUndefined()
  await expect(host.read('/opt/dangling')).rejects.toMatchObject({ code: 'file-missing' })
})

test.each([
  ['..', 'link-escapes'],
  ['../../../../etc/passwd', 'link-escapes'],
  ['/../etc', 'link-escapes'],
  ['loop', 'link-loop'],
])('a link to %s is refused by every operation', async (target, code) => {
  const host = await simulatedMachine({ options: { platform: 'linux' } })
  symlinkSync(target, join(host.root, 'loop'))
  const attempts = {
    read: () => host.read('/loop'),
    list: () => host.list('/loop'),
    statInside: () => host.stat('/loop/x'),
    stat: () => host.stat('/loop', { follow: true }),
    realPath: () => host.realPath('/loop'),
    write: () => host.write('/loop/x', ''),
    makeFolder: () => host.makeFolder('/loop/x'),
    link: () => host.link('/loop/x', 'y'),
    rename: () => host.rename('/loop/x', '/y'),
    remove: () => host.remove('/loop/x'),
    protect: () => host.protect('/loop/x', { mode: 0o600 }),
    path: async () => host.path('/loop'),
  }
  for (const attempt of Object.values(attempts)) await expect(attempt()).rejects.toMatchObject({ code })
  // The link itself can be seen, replaced and removed.
  expect(await host.stat('/loop')).toMatchObject({ type: 'link', target })
  await host.write('/loop', 'a file now')
  expect(await read(host, '/loop')).toBe('a file now')
})

test('links of Windows lead to drives, and never to another machine or a folder above a drive', async () => {
  const host = await simulatedMachine({ disk: { 'D/data/x': 'on D', 'C/a/keep': '' }, options: { platform: 'win32' } })
  symlinkSync('D:\\data', join(host.root, 'C', 'a', 'link'))
  symlinkSync('\\\\server\\share', join(host.root, 'C', 'a', 'share'))
  symlinkSync('..\\..\\..\\D', join(host.root, 'C', 'a', 'up'))
  expect(await read(host, 'C:\\a\\LINK\\x')).toBe('on D')
  await expect(host.stat('C:\\a\\share\\x')).rejects.toMatchObject({ code: 'link-escapes' })
  await expect(host.stat('C:\\a\\up\\x')).rejects.toMatchObject({ code: 'link-escapes' })
})

let outside: string
let hosts: Host[]

beforeAll(async () => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'cowork-mdm-outside-')))
  writeFileSync(join(outside, 'secret'), 'secret')
  const root = join(outside, 'root')
  for (const folder of ['C/Users/ann', 'etc/deep/er', 'x']) mkdirSync(join(root, folder), { recursive: true })
  // Links that lead out if a real file system follows them.
  symlinkSync(outside, join(root, 'x', 'out'))
  symlinkSync('../../..', join(root, 'x', 'up'))
  symlinkSync('/etc', join(root, 'x', 'etc'))
  symlinkSync('../..', join(root, 'C', 'Users', 'up'))
  symlinkSync(join('..', '..', 'secret'), join(root, 'etc', 'secret'))
  symlinkSync('..', join(root, 'etc', 'deep', 'er', 'up'))
  hosts = await Promise.all(
    (['win32', 'darwin', 'linux'] as Platform[]).map((platform) => simulatedHost(root, { platform })),
  )
})

afterAll(() => rmSync(outside, { recursive: true, force: true }))

test('no path, however it is made, leads out of the root', () => {
  const name = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '',
      'C',
      'Users',
      'ann',
      'etc',
      'deep',
      'er',
      'x',
      'up',
      'out',
      'secret',
      'root',
      'host.json',
    ),
    fc.constantFrom('...', '.. ', '..\\', '..:', '%2e%2e', '\u2025', 'NUL', 'com1.txt', '~', '\0', 'ETC', '∕'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  const start = fc.constantFrom(
    '/',
    '\\',
    'C:\\',
    'c:/',
    'C:',
    '',
    '\\\\?\\C:\\',
    '\\\\.\\',
    '//',
    '\\\\server\\share\\',
    '\\??\\',
  )
  const separator = fc.constantFrom('/', '\\', '//')
  fc.assert(
    fc.property(start, fc.array(name, { maxLength: 8 }), separator, (top, names, between) => {
      for (const host of hosts) {
        const path = top + names.join(between)
        let real: string
        try {
          real = host.path(path)
        } catch (error) {
          expect(error).toBeInstanceOf(CoworkError)
          continue
        }
        const inside = relative(host.root, real)
        expect(inside === '..' || inside.startsWith(`..${sep}`)).toBe(false)
        // What is there is there really: a real file system that follows links comes to the same place.
        if (hosts.indexOf(host) > 0) expect(realOf(real)).toBe(real)
      }
    }),
    { numRuns: Math.max(2_000, fc.readConfigureGlobal().numRuns ?? 0) },
  )
})

/** Where a real file system comes to, if it comes anywhere. */
function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
