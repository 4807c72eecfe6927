import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { simulatedHost } from '../src/index.js'
import { simulatedMachine } from './simulated-machine.js'

const usual = new Date('2026-10-01T08:00:00Z')
const ann = { name: 'ann', home: '/Users/ann', uid: 501, gid: 20 }
const toldFiles = async (root: string) =>
  (JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')) as { files: unknown }).files

test('files of which nothing is told have the owners and modes of a well-kept machine', async () => {
  const host = await simulatedMachine({
    disk: { 'Library/x.plist': '12345', 'Users/ann/Library/x': '', 'Users/anna': '' },
    facts: { platform: 'darwin', users: [ann] },
  })
  expect(await host.stat('/Library/x.plist')).toEqual({
    type: 'file',
    size: 5,
    modified: usual,
    mode: 0o644,
    uid: 0,
    gid: 0,
  })
  expect(await host.stat('/Library')).toMatchObject({ type: 'folder', mode: 0o755, uid: 0 })
  expect(await host.stat('/users/ANN/library/x')).toMatchObject({ uid: 501, gid: 20, mode: 0o644 })
  expect(await host.stat('/Users/ann')).toMatchObject({ uid: 501 })
  expect(await host.stat('/Users/anna')).toMatchObject({ uid: 0 })
  expect(await host.users()).toEqual([ann])
  expect(host).toMatchObject({ platform: 'darwin', administrator: true, env: {} })
  expect(host.now()).toEqual(new Date('2026-10-02T08:00:00Z'))
})

test('what host.json tells counts, whatever the disk says', async () => {
  const host = await simulatedMachine({
    disk: {
      'etc/claude-desktop/managed-settings.json': '{}',
      'etc/link': 'a file, which git could not keep as a link',
    },
    facts: {
      platform: 'linux',
      administrator: false,
      modified: '2026-01-01T00:00:00+02:00',
      env: { PATH: '/usr/bin' },
      files: {
        '/etc/claude-desktop/managed-settings.json': {
          mode: '0666',
          uid: 1000,
          gid: 4,
          modified: '2026-09-01T00:00:00Z',
        },
        '/etc/link': { link: 'claude-desktop/managed-settings.json' },
        '/etc/claude-desktop/extra': { link: '/etc' },
      },
    },
  })
  expect(await host.stat('/etc/claude-desktop/managed-settings.json')).toEqual({
    type: 'file',
    size: 2,
    mode: 0o666,
    uid: 1000,
    gid: 4,
    modified: new Date('2026-09-01T00:00:00Z'),
  })
  expect(await host.stat('/etc')).toMatchObject({ modified: new Date('2025-12-31T22:00:00Z') })
  expect(await host.stat('/etc/link')).toMatchObject({ type: 'link', target: 'claude-desktop/managed-settings.json' })
  expect((await host.read('/etc/link')).toString()).toBe('{}')
  expect(await host.realPath('/etc/claude-desktop/extra/link')).toBe('/etc/claude-desktop/managed-settings.json')
  expect(await host.list('/etc')).toEqual([
    { name: 'claude-desktop', type: 'folder' },
    { name: 'link', type: 'link' },
  ])
  expect(await host.list('/etc/claude-desktop')).toEqual([
    { name: 'extra', type: 'link' },
    { name: 'managed-settings.json', type: 'file' },
  ])
  expect(host).toMatchObject({ administrator: false, env: { PATH: '/usr/bin' } })
})

test('Windows has neither modes nor owners, and names of variables in upper case', async () => {
  const host = await simulatedMachine({
    disk: { 'C/x': 'abc' },
    facts: { platform: 'win32', env: { ProgramFiles: 'C:\\Program Files' } },
  })
  expect(await host.stat('C:\\X')).toEqual({ type: 'file', size: 3, modified: usual })
  expect(host.env).toEqual({ PROGRAMFILES: 'C:\\Program Files' })
})

test('what is written has the owner and mode that were asked for, though nobody here could give it away', async () => {
  const host = await simulatedMachine({ facts: { platform: 'darwin', users: [ann] } })
  expect(await host.makeFolder('/Library/Managed Preferences/ann', { mode: 0o700, owner: { uid: 501, gid: 20 } })).toBe(
    true,
  )
  expect(await host.makeFolder('/library/managed preferences/ANN')).toBe(false)
  expect(await host.stat('/Library/Managed Preferences/ann')).toMatchObject({
    type: 'folder',
    mode: 0o700,
    uid: 501,
    gid: 20,
  })
  await host.write('/Library/x', 'x', { mode: 0o600 })
  expect(await host.stat('/Library/x')).toMatchObject({ mode: 0o600, uid: 0, modified: host.now() })
  await host.protect('/Library/x', { mode: 0o640, owner: { uid: 501, gid: 80 } })
  expect(await host.stat('/Library/x')).toMatchObject({ mode: 0o640, uid: 501, gid: 80 })
  await host.write('/Library/x', 'y')
  expect(await host.stat('/Library/x')).toMatchObject({ mode: 0o640, uid: 501 })
  await host.rename('/Library/x', '/Library/y')
  expect(await host.stat('/Library/y')).toMatchObject({ mode: 0o640, uid: 501 })
  await host.remove('/Library/y')
  await host.write('/Library/y', 'z')
  expect(await host.stat('/Library/y')).toMatchObject({ mode: 0o644, uid: 0 })
  // Nothing was told of these files: the next host sees them as usual, and host.json is as it was.
  expect(await toldFiles(host.root)).toBeUndefined()
})

test('host.json is brought up to date where it would be wrong', async () => {
  const files = {
    '/etc/x': { mode: '0666', uid: 1000 },
    '/opt/p/link': { link: '/etc' },
    '/opt/p/deep/file': { uid: 7 },
    '/opt/kept': { uid: 8 },
  }
  const disk = { 'etc/x': 'old', 'opt/p/deep/file': '', 'opt/kept': '' }
  const host = await simulatedMachine({ disk, facts: { platform: 'linux', administrator: false, files } })
  await host.write('/etc/x', 'new', { mode: 0o644, owner: { uid: 0, gid: 0 } })
  await host.rename('/opt/p', '/opt/q')
  const again = await simulatedHost(host.root)
  for (const seeing of [host, again]) {
    expect(await seeing.stat('/etc/x')).toMatchObject({ mode: 0o644, uid: 0, modified: host.now() })
    expect(await seeing.stat('/opt/q/link')).toMatchObject({ type: 'link', target: '/etc' })
    expect(await seeing.stat('/opt/q/deep/file')).toMatchObject({ uid: 7 })
    expect(await seeing.stat('/opt/p')).toBeUndefined()
  }
  await again.remove('/opt/q', { contents: true })
  expect(await toldFiles(host.root)).toEqual({
    '/etc/x': { mode: '0644', uid: 0, gid: 0, modified: '2026-10-02T08:00:00Z' },
    '/opt/kept': { uid: 8 },
  })
})

test('links that are only told of can be removed, renamed, switched and written over', async () => {
  const link = { link: '/etc' }
  const files = { '/a': link, '/b': link, '/c': link, '/d': link }
  const host = await simulatedMachine({ disk: { 'etc/x': '' }, facts: { platform: 'linux', files } })
  expect(await host.remove('/a')).toBe(true)
  await host.rename('/b', '/etc/x')
  await host.link('/c', '/opt')
  await host.write('/d', 'file')
  const again = await simulatedHost(host.root)
  expect(await again.list('/')).toEqual([
    { name: 'c', type: 'link' },
    { name: 'd', type: 'file' },
    { name: 'etc', type: 'folder' },
  ])
  expect(await again.stat('/etc/x')).toMatchObject({ type: 'link', target: '/etc' })
  expect(readlinkSync(join(host.root, 'c'))).toBe('/opt')
  expect(lstatSync(join(host.root, 'd')).isFile()).toBe(true)
  expect(existsSync(join(host.root, 'etc', 'x'))).toBe(false)
})

test('a folder without host.json has the facts of the disk', async () => {
  const host = await simulatedMachine({
    disk: { 'etc/passwd': 'root:x:0:0::/root:/bin/sh\nann:x:1000:100::/home/ann:/bin/sh\n' },
    options: { platform: 'linux' },
  })
  const real = lstatSync(join(host.root, 'etc'), { bigint: true })
  expect(await host.stat('/etc')).toMatchObject({
    uid: Number(real.uid),
    gid: Number(real.gid),
    mode: Number(real.mode) & 0o7777,
    modified: real.mtime,
  })
  expect(await host.users()).toEqual([{ name: 'ann', home: '/home/ann', uid: 1000, gid: 100 }])
  expect(host.administrator).toBe(process.geteuid?.() === 0)
  expect(Math.abs(host.now().getTime() - Date.now())).toBeLessThan(60_000)
  await expect(host.run('git', ['--version'])).rejects.toMatchObject({ code: 'not-recorded' })
})

test('people of a Windows disk are its user folders', async () => {
  const disk = { 'C/Users/ann/x': '', 'C/Users/Public/x': '', 'C/Users/Default/x': '', 'C/Users/desktop.ini': '' }
  const host = await simulatedMachine({ disk, options: { platform: 'win32' } })
  expect(await host.users()).toEqual([{ name: 'ann', home: 'C:\\Users\\ann' }])
})
