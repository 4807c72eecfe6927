import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { localHost } from '../src/index.js'
import { simulatedMachine } from './simulated-machine.js'
import { temporaryName } from '../src/temporary-name.js'
import { isRoot, lay } from './superuser.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { codeOfUnprivileged, giveAway } from './unprivileged.js'

const text = async (path: string) => (await localHost().read(path)).toString()

describe.runIf(isRoot)('root reads', () => {
  test('users’ own files, and what only root could have linked', async () => {
    const root = temporaryFolder()
    lay(root, 'nobody:home/', 'nobody:home/mine', 'secret', 'here/', 'here/link -> ../secret', 'there -> here')
    expect(await text(join(root, 'home/mine'))).toBe('text of home/mine')
    expect(await text(join(root, 'there/link'))).toBe('text of secret')
    expect(await localHost().realPath(join(root, 'there/link'))).toBe(join(root, 'secret'))
  })

  test.each([
    ['a user’s link', ['nobody:home/', 'nobody:home/x -> ../secret']],
    ['a user’s link in a folder of root', ['home/', 'nobody:home/x -> ../secret']],
    ['root’s link in a user’s folder', ['nobody:home/', 'home/x -> ../secret']],
    ['a link as a folder', ['nobody:home/', 'folder/', 'folder/y', 'nobody:home/x -> ../folder'], 'home/x/y'],
    ['a link to a link', ['nobody:home/', 'nobody:home/z -> ../secret', 'x -> home/z'], 'x'],
  ])('nothing through %s', async (_, things, path = 'home/x') => {
    const root = temporaryFolder()
    lay(root, 'secret', ...things)
    const host = localHost()
    const refused = { code: 'link-not-followed', message: expect.stringContaining(join(root, path)) }
    await expect(host.read(join(root, path))).rejects.toMatchObject(refused)
    await expect(host.list(join(root, path))).rejects.toMatchObject(refused)
    await expect(host.walk(join(root, path), () => undefined)).rejects.toMatchObject(refused)
    await expect(host.stat(join(root, path), { follow: true })).rejects.toMatchObject(refused)
    await expect(host.realPath(join(root, path))).rejects.toMatchObject(refused)
    expect(() => host.path(join(root, path))).toThrow(expect.objectContaining(refused))
  })

  test('no folder behind a user’s link, when it goes through a tree', async () => {
    const root = temporaryFolder()
    lay(
      root,
      'secret/',
      'secret/file',
      'nobody:home/',
      'nobody:home/own/',
      'nobody:home/own/x',
      'nobody:home/link -> ../secret',
    )
    const seen: string[] = []
    await localHost().walk(join(root, 'home'), ({ names, type }) => {
      seen.push(`${names.join('/')} ${type}`)
    })
    expect(seen).toEqual(['link link', 'own folder', 'own/x file'])
  })

  test('no link in a folder where all can write, whoever seems to own it', async () => {
    const root = temporaryFolder()
    lay(
      root,
      'secret',
      'open/',
      'open/x -> ../secret',
      'sticky/',
      'sticky/x -> ../secret',
      'nobody:sticky/y -> ../secret',
    )
    chmodSync(join(root, 'open'), 0o777)
    chmodSync(join(root, 'sticky'), 0o1777)
    await expect(text(join(root, 'open/x'))).rejects.toMatchObject({ code: 'link-not-followed' })
    await expect(text(join(root, 'sticky/y'))).rejects.toMatchObject({ code: 'link-not-followed' })
    // In a sticky folder nobody can take root's link away.
    expect(await text(join(root, 'sticky/x'))).toBe('text of secret')
  })

  test('a link can be seen all the same', async () => {
    const root = temporaryFolder()
    lay(root, 'secret', 'nobody:home/', 'nobody:home/x -> ../secret')
    expect(await localHost().stat(join(root, 'home/x'))).toMatchObject({
      type: 'link',
      target: '../secret',
      uid: 65534,
    })
  })

  test('no second name of somebody else’s file', async () => {
    const root = temporaryFolder()
    lay(root, 'secret', 'nobody:home/', 'home/x = secret', 'nobody:home/own', 'home/two = home/own')
    await expect(text(join(root, 'home/x'))).rejects.toMatchObject({ code: 'link-not-followed' })
    expect(await text(join(root, 'home/two'))).toBe('text of home/own')
  })
})

describe.runIf(isRoot)('root changes nothing', () => {
  test.each([
    ['in a user’s folder', ['nobody:home/', 'home/x'], 'home/x', 'belongs to user 65534'],
    ['below a user’s folder', ['nobody:home/', 'home/in/', 'home/in/x'], 'home/in/x', 'belongs to user 65534'],
    ['through a user’s link', ['dir/', 'dir/x', 'nobody:link -> dir'], 'link/x', 'belongs to user 65534'],
  ])('%s', async (_, things, path, found) => {
    const root = temporaryFolder()
    lay(root, 'kept', ...things)
    await expectUntouched(root, path, found)
  })

  test.each([0o777, 0o775, 0o757, 0o722])('below a folder of mode %i', async (mode) => {
    const root = temporaryFolder()
    lay(root, 'kept', 'open/', 'open/in/', 'open/in/x')
    chmodSync(join(root, 'open'), mode)
    await expectUntouched(root, 'open/in/x', `which others can write (mode 0${mode.toString(8)})`)
  })

  async function expectUntouched(root: string, path: string, found: string) {
    const host = localHost()
    const at = join(root, path)
    const before = lstatSync(at, { bigint: true })
    const refused = { code: 'untrusted-folder', message: expect.stringContaining(found), hint: expect.any(String) }
    await expect(host.write(at, 'new')).rejects.toMatchObject(refused)
    await expect(host.write(`${at}2`, 'new', { exclusive: true })).rejects.toMatchObject(refused)
    await expect(host.makeFolder(`${at}2/y`)).rejects.toMatchObject(refused)
    await expect(host.link(`${at}2`, 'x')).rejects.toMatchObject(refused)
    await expect(host.rename(at, join(root, 'taken'))).rejects.toMatchObject(refused)
    await expect(host.rename(join(root, 'kept'), at)).rejects.toMatchObject(refused)
    await expect(host.remove(at)).rejects.toMatchObject(refused)
    await expect(host.protect(at, { mode: 0o666 })).rejects.toMatchObject(refused)
    expect(lstatSync(at, { bigint: true })).toEqual(before)
    expect(readdirSync(root).includes('kept')).toBe(true)
    expect(readdirSync(join(at, '..'))).toEqual(['in', 'x'].filter((name) => existsSync(join(at, '..', name))))
  }
})

describe.runIf(isRoot)('root changes', () => {
  test('what only root can change, also through root’s links and in sticky folders', async () => {
    const root = temporaryFolder()
    lay(root, 'dir/', 'link -> dir', 'sticky/')
    chmodSync(join(root, 'sticky'), 0o1777)
    const host = localHost()
    await host.write(join(root, 'link/x'), 'x', { mode: 0o640, owner: { uid: 65534, gid: 65534 } })
    expect(statSync(join(root, 'dir/x'))).toMatchObject({ uid: 65534, gid: 65534, mode: 0o100640 })
    await host.write(join(root, 'sticky/x'), 'x')
    expect(await host.makeFolder(join(root, 'a/b'), { mode: 0o750, owner: { uid: 65534, gid: 0 } })).toBe(true)
    expect(statSync(join(root, 'a'))).toMatchObject({ uid: 0, mode: 0o40755 })
    expect(statSync(join(root, 'a/b'))).toMatchObject({ uid: 65534, mode: 0o40750 })
    await host.protect(join(root, 'a/b'), { mode: 0o700, owner: { uid: 0, gid: 0 } })
    expect(statSync(join(root, 'a/b'))).toMatchObject({ uid: 0, mode: 0o40700 })
  })

  test('owner and mode through the file itself, never through a link or a second name', async () => {
    const root = temporaryFolder()
    lay(root, 'secret', 'sticky/', 'nobody:sticky/x -> ../secret', 'sticky/y = secret')
    chmodSync(join(root, 'sticky'), 0o1777)
    for (const name of ['x', 'y']) {
      const change = localHost().protect(join(root, 'sticky', name), { mode: 0o666, owner: { uid: 65534, gid: 65534 } })
      await expect(change).rejects.toMatchObject({ code: 'link-not-followed' })
    }
    expect(statSync(join(root, 'secret'))).toMatchObject({ uid: 0, mode: 0o100644 })
  })

  test('folders with all in them, taking users’ folders first and following no link', async () => {
    const root = temporaryFolder()
    lay(
      root,
      'kept/',
      'kept/file',
      'gone/',
      'nobody:gone/home/',
      'nobody:gone/home/out -> ../../kept',
      'gone/home/deep/',
    )
    lay(root, 'nobody:gone/home/deep/x')
    expect(await localHost().remove(join(root, 'gone'), { contents: true })).toBe(true)
    expect(readdirSync(root)).toEqual(['kept'])
    expect(readFileSync(join(root, 'kept/file'), 'utf8')).toBe('text of kept/file')
  })

  test('nothing left by a dead process stays, unless it is another user’s', async () => {
    const root = temporaryFolder()
    const host = localHost()
    await host.write(join(root, 'first'), '')
    const dead = leftover(root, 4_194_303)
    const living = leftover(root, process.ppid)
    const foreign = leftover(root, 4_194_302)
    chownSync(join(root, foreign), 65534, 65534)
    lay(root, `.cowork-mdm-00000000-4194301-${'0'.repeat(12)}.tmp`, '.cowork-mdm.tmp')
    await localHost().write(join(root, 'a'), 'x')
    expect(readdirSync(root)).not.toContain(dead)
    expect(readdirSync(root)).toEqual(expect.arrayContaining([living, foreign, '.cowork-mdm.tmp', 'a', 'first']))
  })

  test('its own temporary folder', async () => {
    const host = localHost()
    const folder = await host.temporaryFolder()
    try {
      expect(statSync(folder).mode & 0o777).toBe(0o700)
      await host.write(join(folder, 'x'), 'x')
    } finally {
      expect(await host.remove(folder, { contents: true })).toBe(true)
    }
  })
})

/** A temporary file of another process; how it is called is learnt from a real one. */
function leftover(folder: string, pid: number): string {
  const machine = /^\.cowork-mdm-([0-9a-f]{8})-/
  const name = temporaryName().replace(/-\d+-/, `-${pid}-`)
  expect(name).toMatch(machine)
  lay(folder, name)
  return name
}

describe.skipIf(process.platform === 'win32')('who is not root', () => {
  test('follows links and writes where the system allows', () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'dir'))
    lay(root, 'link -> dir')
    for (const name of ['', 'dir']) giveAway(join(root, name), 0o777)
    const at = JSON.stringify(join(root, 'link/x'))
    expect(codeOfUnprivileged(`localHost().write(${at}, 'x')`, root)).toBe('none')
    expect(codeOfUnprivileged(`localHost().read(${at})`, root)).toBe('none')
    expect(codeOfUnprivileged('localHost().write("/x", "x")', root)).toBe('permission-denied')
    expect(codeOfUnprivileged('localHost().makeFolder("/x/y")', root)).toBe('permission-denied')
  })
})

test('the rules hold on simulated machines, by what is told of them', async () => {
  const mac = await simulatedMachine({
    disk: { 'Library/x': 'x', 'Users/ann/Library/real': 'x', 'private/etc/x': 'x' },
    facts: {
      platform: 'darwin',
      users: [{ name: 'ann', home: '/Users/ann', uid: 501, gid: 20 }],
      files: {
        '/Users/ann/Library/x': { link: '/Library/x' },
        '/etc': { link: 'private/etc' },
        '/Library': { mode: '0775' },
      },
    },
  })
  expect((await mac.read('/etc/x')).toString()).toBe('x')
  expect((await mac.read('/Users/ann/Library/real')).toString()).toBe('x')
  await expect(mac.read('/Users/ann/Library/x')).rejects.toMatchObject({ code: 'link-not-followed' })
  await expect(mac.write('/Users/ann/x', '')).rejects.toMatchObject({ code: 'untrusted-folder' })
  await expect(mac.write('/Library/x', '')).rejects.toMatchObject({ code: 'untrusted-folder' })
  await mac.write('/etc/x', 'y')

  const link = { link: 'D:\\data' }
  const windows = await simulatedMachine({
    disk: { 'D/data/x': 'x', 'C/Program Files/x': '', 'C/Users/ann/x': '', 'C/ProgramData/x': '' },
    facts: {
      platform: 'win32',
      files: { 'C:\\link': link, 'C:\\Users\\ann\\link': link, 'C:\\ProgramData\\link': link },
    },
  })
  expect((await windows.read('C:\\link\\x')).toString()).toBe('x')
  await expect(windows.read('C:\\users\\ANN\\link\\x')).rejects.toMatchObject({ code: 'link-not-followed' })
  await expect(windows.read('C:\\ProgramData\\link\\x')).rejects.toMatchObject({ code: 'link-not-followed' })
  await expect(windows.write('C:\\link\\x', 'y')).rejects.toMatchObject({ code: 'untrusted-folder' })
  await windows.write('C:\\Program Files\\x', 'y')
})
