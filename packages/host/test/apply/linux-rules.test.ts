import { simulatedHost, type Host } from '@cowork-mdm/machine'
import { latestSchema } from '@cowork-mdm/schema'
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { applyProfile } from '../../src/index.js'
import { snapshot } from '../support/machine.js'
import { A } from '../support/profiles.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const document = await latestSchema()
const NOBODY = 65534

/** Owners and modes as this Linux has them: told by no host.json. */
describe.runIf(process.getuid?.() === 0 && process.platform === 'linux')('the rules of the app, for real', () => {
  let root: string
  let host: Host
  let folder: string
  let file: string
  beforeEach(async () => {
    root = folderInMemory()
    chmodSync(root, 0o755)
    host = await simulatedHost(root, { platform: 'linux' })
    folder = join(root, 'etc/claude-desktop')
    file = join(folder, 'managed-settings.json')
    mkdirSync(join(root, 'etc'))
  })

  const apply = () => applyProfile(host, A, { document })
  const factsOf = (path: string) => {
    const { mode, uid, gid } = lstatSync(path)
    return { mode: mode & 0o7777, uid, gid }
  }

  test('folder and file are made as the app demands, whatever the umask', async () => {
    const umask = process.umask(0o077)
    try {
      expect(await apply()).toMatchObject({ changed: true, verified: true })
    } finally {
      process.umask(umask)
    }
    expect(factsOf(folder)).toEqual({ mode: 0o755, uid: 0, gid: 0 })
    expect(factsOf(file)).toEqual({ mode: 0o644, uid: 0, gid: 0 })
    expect(factsOf(join(root, 'var/lib/cowork-mdm/backups'))).toEqual({ mode: 0o700, uid: 0, gid: 0 })
    expect(factsOf(join(root, 'var/lib/cowork-mdm/backups/0001.record.json')).mode).toBe(0o600)
  })

  test.each<[string, (folder: string) => void, string, string]>([
    ['group-writable', (path) => chmodSync(path, 0o775), 'found mode 0775.', 'go-w'],
    ['world-writable', (path) => chmodSync(path, 0o1777), 'found mode 1777.', 'go-w'],
    ['somebody else’s', (path) => chownSync(path, NOBODY, NOBODY), 'found it to be of user 65534.', 'root:root'],
    ['closed to users', (path) => chmodSync(path, 0o750), 'found mode 0750.', 'a+rx'],
  ])('a folder that is %s is refused, and left alone', async (_, spoil, found, remedy) => {
    mkdirSync(folder, { mode: 0o755 })
    spoil(folder)
    const before = snapshot(root)
    await expect(apply()).rejects.toMatchObject({
      code: 'untrusted-folder',
      message: expect.stringContaining(found),
      hint: expect.stringMatching(`Run: \\w+ ${remedy.replace('+', '\\+')} /etc/claude-desktop`),
    })
    expect(snapshot(root)).toEqual(before)
  })

  test('a folder that is a link is refused, though root’s own', async () => {
    mkdirSync(join(root, 'srv'))
    symlinkSync('/srv', folder)
    await expect(apply()).rejects.toMatchObject({
      code: 'untrusted-folder',
      message: expect.stringContaining('found a symbolic link'),
    })
    expect(snapshot(join(root, 'srv'))).toEqual({})
  })

  test('a file that is a link is refused, and what it leads to stays', async () => {
    mkdirSync(folder)
    mkdirSync(join(root, 'srv'))
    writeFileSync(join(root, 'srv/secret'), 'x')
    symlinkSync('/srv/secret', file)
    await expect(apply()).rejects.toMatchObject({ code: 'link-not-followed' })
    expect(readFileSync(join(root, 'srv/secret'), 'utf8')).toBe('x')
  })

  test.each<[string, number, number]>([
    ['group-writable', 0o664, 0],
    ['world-writable', 0o666, 0],
    ['unreadable for users', 0o600, 0],
    ['somebody else’s', 0o644, NOBODY],
  ])('a file that is %s is put right, with the same settings', async (_, mode, uid) => {
    await apply()
    chownSync(file, uid, uid)
    chmodSync(file, mode)
    expect(await apply()).toMatchObject({ changed: true, changes: [{ kind: 'access-changed' }] })
    expect(factsOf(file)).toEqual({ mode: 0o644, uid: 0, gid: 0 })
    expect(await apply()).toMatchObject({ changed: false })
  })

  test('a folder above that others can write in is refused', async () => {
    chmodSync(join(root, 'etc'), 0o777)
    await expect(apply()).rejects.toMatchObject({ code: 'untrusted-folder' })
    chmodSync(join(root, 'etc'), 0o755)
    mkdirSync(join(root, 'var/lib/cowork-mdm'), { recursive: true })
    chownSync(join(root, 'var/lib/cowork-mdm'), NOBODY, NOBODY)
    await expect(apply()).rejects.toMatchObject({ code: 'untrusted-folder' })
    expect(() => lstatSync(file)).toThrow('ENOENT')
  })
})
