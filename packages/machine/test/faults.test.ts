import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { localHost, type Host } from '../src/index.js'
import { isRoot } from './superuser.js'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

/** A mount of its own, until the test ends; nothing where this user or container may not mount. */
function mount(folder: string, ...args: string[]): boolean {
  try {
    execFileSync('mount', [...args, folder], { stdio: 'pipe' })
  } catch {
    return false
  }
  onTestFinished(() => void execFileSync('umount', [folder]))
  return true
}

const canMount =
  isRoot &&
  process.platform === 'linux' &&
  execFileSync('sh', ['-c', 'mount --bind / /mnt 2>/dev/null && umount /mnt && echo yes || true']).length > 0

/** Every change to a folder in which `file`, `full/x` and `link` stand. */
const changes: Record<string, (host: Host, folder: string) => Promise<unknown>> = {
  'write over': (host, folder) => host.write(join(folder, 'file'), 'y'.repeat(300_000)),
  'write a new file': (host, folder) => host.write(join(folder, 'new'), 'y'.repeat(300_000)),
  'write exclusively': (host, folder) => host.write(join(folder, 'new'), 'y'.repeat(300_000), { exclusive: true }),
  'make a folder': (host, folder) => host.makeFolder(join(folder, 'a/b')),
  'make a link': (host, folder) => host.link(join(folder, 'new'), 'file'),
  'switch a link': (host, folder) => host.link(join(folder, 'link'), 'full'),
  rename: (host, folder) => host.rename(join(folder, 'file'), join(folder, 'new')),
  'remove a file': (host, folder) => host.remove(join(folder, 'file')),
  'remove a folder': (host, folder) => host.remove(join(folder, 'full'), { contents: true }),
  protect: (host, folder) => host.protect(join(folder, 'file'), { mode: 0o600 }),
}

function furnish(folder: string): void {
  mkdirSync(join(folder, 'full'))
  writeFileSync(join(folder, 'file'), 'old')
  writeFileSync(join(folder, 'full/x'), 'x')
  symlinkSync('file', join(folder, 'link'))
}

const contents = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

describe.runIf(canMount)('a full disk', () => {
  test.each(['write over', 'write a new file', 'write exclusively'])(
    '%s: the old stays, and nothing else',
    async (name) => {
      const folder = temporaryFolder()
      if (!mount(folder, '-t', 'tmpfs', '-o', 'size=128k', 'tmpfs')) throw new Error('no mount')
      furnish(folder)
      const before = contents(folder)
      await expect(changes[name]!(localHost(), folder)).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringContaining(`Cannot write ${folder}`),
      })
      expect(contents(folder)).toEqual(before)
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old')
      // Room that is made is used.
      await localHost().write(join(folder, 'file'), 'new')
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('new')
    },
  )

  test('without room for one more name: links and folders fail whole', async () => {
    const folder = temporaryFolder()
    if (!mount(folder, '-t', 'tmpfs', '-o', 'nr_inodes=5', 'tmpfs')) throw new Error('no mount')
    furnish(folder)
    const before = contents(folder)
    for (const name of ['make a folder', 'make a link', 'switch a link', 'write over']) {
      await expect(changes[name]!(localHost(), folder)).rejects.toMatchObject({ code: 'disk-full' })
    }
    expect(contents(folder)).toEqual(before)
  })
})

describe.runIf(canMount)('a disk that is read-only', () => {
  test.each(Object.entries(changes))('%s: permission denied, and all is as it was', async (_, change) => {
    const folder = temporaryFolder()
    if (!mount(folder, '--bind', folder)) throw new Error('no mount')
    furnish(folder)
    const before = contents(folder)
    execFileSync('mount', ['-o', 'remount,ro,bind', folder])
    await expect(change(localHost(), folder)).rejects.toMatchObject({
      code: 'permission-denied',
      message: expect.stringContaining('read-only'),
      cause: { code: 'EROFS' },
    })
    expect(contents(folder)).toEqual(before)
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old')
  })
})

test.runIf(canMount)('what is on another disk is not renamed in one step, and stays', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'disk'))
  if (!mount(join(folder, 'disk'), '-t', 'tmpfs', '-o', 'size=128k', 'tmpfs')) throw new Error('no mount')
  writeFileSync(join(folder, 'file'), 'old')
  await expect(localHost().rename(join(folder, 'file'), join(folder, 'disk/file'))).rejects.toMatchObject({
    code: 'other-disk',
  })
  expect(contents(folder)).toEqual(['disk', 'file'])
})
