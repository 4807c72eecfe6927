import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backUpFile, copyFile, copyFolder, localHost, withLock, withTemporaryFolder, type Host } from '../src/index.js'
import { patiently } from '../src/files/patiently.js'
import { machineId } from '../src/temporary-name.js'
import { simulatedMachine } from './simulated-machine.js'
import { folderInMemory, temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'

const text = async (host: Host, path: string) => (await host.read(path)).toString()
const code = (code: string): unknown => expect.objectContaining({ name: 'CoworkError', code })

/** The same operations on this machine and on a simulated one of each platform. */
const machines: [string, () => Promise<{ host: Host; at: (name: string) => string }>][] = [
  [
    'this machine',
    async () => {
      const folder = folderInMemory()
      return { host: localHost(), at: (name) => join(folder, name) }
    },
  ],
  ...(['darwin', 'win32', 'linux'] as const).flatMap((platform): typeof machines => {
    const open = (facts?: object) => async () => {
      const windows = platform === 'win32'
      const host = await simulatedMachine({
        disk: { [windows ? 'C/top/keep' : 'top/keep']: '' },
        facts: facts && { platform, ...facts },
        options: { platform },
      })
      return { host, at: (name: string) => (windows ? `C:\\top\\${name.replaceAll('/', '\\')}` : `/top/${name}`) }
    }
    return [
      [`a simulated ${platform}`, open({})],
      [`a disk of ${platform}`, open()],
    ]
  }),
]

describe.each(machines)('%s', (_, open) => {
  test('lists a folder by name, with types', async () => {
    const { host, at } = await open()
    await host.makeFolder(at('a/folder'))
    for (const name of ['b', 'B', 'a', '.hidden', 'é']) await host.write(at(`a/x-${name}`), name)
    await host.link(at('a/link'), 'folder')
    const expected = ['folder', 'link', 'x-.hidden', 'x-B', 'x-a', 'x-b', 'x-é']
    // Where case does not count, B is b.
    const spelled =
      host.platform === 'linux' || !host.root.includes('cowork-mdm')
        ? expected
        : expected.filter((name) => name !== 'x-B')
    const listed = await host.list(at('a'))
    expect(listed.map(({ name }) => name)).toEqual(spelled)
    expect(listed.slice(0, 3).map(({ type }) => type)).toEqual(['folder', 'link', 'file'])
    await expect(host.list(at('none'))).rejects.toEqual(code('file-missing'))
    await expect(host.list(at('a/x-a'))).rejects.toEqual(code('not-a-folder'))
  })

  test('goes through folders as list and stat tell of them, and not into those that are declined', async () => {
    const { host, at } = await open()
    for (const name of ['a/b', 'a/c', 'a/d/e']) await host.makeFolder(at(name))
    for (const name of ['a/one', 'a/b/two', 'a/c/three', 'a/d/e/four']) await host.write(at(name), name)
    await host.link(at('a/link'), 'b')
    const told: { path: string; type: string; facts: unknown }[] = []
    await host.walk(at('a'), ({ names, name, type, facts }) => {
      expect(name).toBe(names.at(-1))
      told.push({ path: names.join('/'), type, facts })
      return name !== 'c'
    })
    expect(told.map(({ path, type }) => `${path} ${type}`)).toEqual([
      'b folder',
      'b/two file',
      'c folder',
      'd folder',
      'd/e folder',
      'd/e/four file',
      'link link',
      'one file',
    ])
    for (const { path, facts } of told) expect(facts).toEqual(await host.stat(at(`a/${path}`)))
    await expect(host.walk(at('none'), () => undefined)).rejects.toEqual(code('file-missing'))
    await expect(
      host.walk(at('a'), () => {
        throw new RangeError('enough')
      }),
    ).rejects.toThrow('enough')
  })

  test('reads no more than allowed', async () => {
    const { host, at } = await open()
    await host.write(at('x'), '12345')
    expect(await text(host, at('x'))).toBe('12345')
    expect((await host.read(at('x'), { maxBytes: 5 })).toString()).toBe('12345')
    await expect(host.read(at('x'), { maxBytes: 4 })).rejects.toMatchObject({
      code: 'too-large',
      message: `Cannot read ${at('x')}: expected at most 4 bytes, found 5 bytes.`,
    })
    await expect(host.read(at('none'))).rejects.toEqual(code('file-missing'))
    await expect(host.read(at(''))).rejects.toEqual(code('is-a-folder'))
    await expect(host.read(at('x/y'))).rejects.toEqual(code('not-a-folder'))
    await expect(host.read(at('x'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('writes whole files, once if so asked, and names its own paths in messages', async () => {
    const { host, at } = await open()
    await host.write(at('x'), 'old', { exclusive: true })
    await expect(host.write(at('x'), 'new', { exclusive: true })).rejects.toEqual(code('exists'))
    expect(await text(host, at('x'))).toBe('old')
    await host.write(at('x'), Uint8Array.of(110))
    expect(await text(host, at('x'))).toBe('n')
    await expect(host.write(at('none/x'), '')).rejects.toMatchObject({
      code: 'folder-missing',
      message: `Cannot write ${at('none/x')}: the folder ${at('none')} does not exist.`,
    })
    await expect(host.write(at('x/y'), '')).rejects.toEqual(code('not-a-folder'))
    await expect(host.write(at(''), '')).rejects.toEqual(code('is-a-folder'))
    await expect(host.write(at('y'), '', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
    expect(await host.stat(at('y'))).toBeUndefined()
  })

  test('makes folders, and tells whether there was anything to make', async () => {
    const { host, at } = await open()
    expect(await host.makeFolder(at('a/b/c'))).toBe(true)
    expect(await host.makeFolder(at('a/b/c'))).toBe(false)
    expect(await host.stat(at('a/b/c'))).toMatchObject({ type: 'folder' })
    await host.link(at('link'), 'a')
    expect(await host.makeFolder(at('link/b'))).toBe(false)
    // An administrator of Windows writes through no link.
    if (host.platform === 'win32' && host.administrator)
      await expect(host.makeFolder(at('link/d'))).rejects.toEqual(code('untrusted-folder'))
    else expect(await host.makeFolder(at('link/b/d'))).toBe(true)
    await host.write(at('file'), '')
    await expect(host.makeFolder(at('file'))).rejects.toEqual(code('exists'))
    await expect(host.makeFolder(at('file/x'))).rejects.toEqual(code('exists'))
  })

  test('makes links, switches them, and replaces nothing else', async () => {
    const { host, at } = await open()
    await host.makeFolder(at('one'))
    await host.makeFolder(at('two'))
    await host.write(at('two/x'), 'in two')
    await host.link(at('link'), 'one')
    await host.link(at('link'), 'two')
    await host.link(at('link'), 'two')
    expect(await host.stat(at('link'))).toMatchObject({ type: 'link', target: 'two' })
    expect(await text(host, at('link/x'))).toBe('in two')
    expect(await host.realPath(at('link/x'))).toBe(at('two/x'))
    await host.link(at('absolute'), at('two'))
    expect(await text(host, at('absolute/x'))).toBe('in two')
    await expect(host.link(at('two'), 'one')).rejects.toEqual(code('exists'))
    await expect(host.link(at('two/x'), 'one')).rejects.toEqual(code('exists'))
    await expect(host.link(at('none/x'), 'one')).rejects.toEqual(code('folder-missing'))
    await expect(host.link(at('y'), '')).rejects.toEqual(code('bad-path'))
    const names = (await host.list(at(''))).map(({ name }) => name)
    expect(names.filter((name) => name !== 'keep')).toEqual(['absolute', 'link', 'one', 'two'])
  })

  test('renames in one step', async () => {
    const { host, at } = await open()
    await host.makeFolder(at('folder'))
    await host.write(at('folder/x'), 'x')
    await host.write(at('y'), 'y')
    await host.rename(at('folder'), at('moved'))
    expect(await text(host, at('moved/x'))).toBe('x')
    await host.rename(at('moved/x'), at('y'))
    expect(await text(host, at('y'))).toBe('x')
    await host.link(at('new'), 'moved')
    await host.rename(at('new'), at('current'))
    expect(await host.stat(at('current'))).toMatchObject({ target: 'moved' })
    await expect(host.rename(at('none'), at('z'))).rejects.toEqual(code('file-missing'))
    await host.write(at('moved/full'), '')
    await host.makeFolder(at('other'))
    await expect(host.rename(at('other'), at('moved'))).rejects.toEqual(code('not-empty'))
  })

  test('removes files, links but not what they lead to, and folders that are empty or meant whole', async () => {
    const { host, at } = await open()
    await host.makeFolder(at('folder/deep'))
    await host.write(at('folder/deep/x'), 'x')
    await host.link(at('link'), 'folder')
    await host.link(at('folder/deep/out'), '../..')
    expect(await host.remove(at('link'), { contents: true })).toBe(true)
    expect(await host.remove(at('link'))).toBe(false)
    await expect(host.remove(at('folder'))).rejects.toEqual(code('not-empty'))
    expect(await host.remove(at('folder'), { contents: true })).toBe(true)
    expect((await host.list(at(''))).filter(({ name }) => name !== 'keep')).toEqual([])
    await host.write(at('x'), '')
    expect(await host.remove(at('x'))).toBe(true)
    await host.makeFolder(at('empty'))
    expect(await host.remove(at('empty'))).toBe(true)
    const { root } = host
    expect(() => readdirSync(root)).not.toThrow()
    await expect(host.remove(host.platform === 'win32' ? 'C:\\' : '/')).rejects.toEqual(code('bad-path'))
  })

  // Other systems refuse such names themselves.
  test.runIf(process.platform === 'linux')('removes files whose names are no UTF-8', async () => {
    const { host, at } = await open()
    await host.makeFolder(at('folder/deep'))
    writeFileSync(Buffer.from(`${host.path(at('folder/deep'))}/caf\xE9`, 'latin1'), '')
    expect(await host.remove(at('folder'), { contents: true })).toBe(true)
  })

  test('removes what others remove too', async () => {
    const { host, at } = await open()
    await host.makeFolder(at('folder/a/b'))
    for (let index = 0; index < 10; index += 1) await host.write(at(`folder/a/${index}`), '', { flush: false })
    await host.write(at('x'), '')
    const files = await Promise.all(Array.from({ length: 4 }, () => host.remove(at('x'))))
    expect(files.filter((gone) => gone)).toHaveLength(1)
    await Promise.all(Array.from({ length: 4 }, () => host.remove(at('folder'), { contents: true })))
    expect(await host.stat(at('folder'))).toBeUndefined()
  })

  test('sets modes of files and folders, where the platform has modes', async () => {
    const { host, at } = await open()
    await host.write(at('x'), 'x')
    await host.protect(at('x'), { mode: 0o600 })
    await host.makeFolder(at('folder'))
    await host.protect(at('folder'), { mode: 0o700 })
    const modes = host.platform === 'win32' ? [undefined, undefined] : [0o600, 0o700]
    expect([(await host.stat(at('x')))?.mode, (await host.stat(at('folder')))?.mode]).toEqual(modes)
    await host.link(at('link'), 'x')
    await expect(host.protect(at('link'), { mode: 0o666 })).rejects.toEqual(code('link-not-followed'))
    await expect(host.protect(at('none'), { mode: 0o666 })).rejects.toEqual(code('file-missing'))
  })

  test('copies files and folders, links inside as what they lead to', async () => {
    const { host, at } = await open()
    await host.makeFolder(at('from/deep'))
    await host.write(at('from/deep/run'), '#!', { mode: 0o755 })
    await host.write(at('from/x'), 'x', { mode: 0o600 })
    await host.link(at('from/alias'), 'deep')
    await host.link(at('from/deep/up'), '../x')
    await copyFolder(host, at('from'), at('to'))
    expect((await host.list(at('to'))).map(({ name, type }) => `${type} ${name}`)).toEqual([
      'folder alias',
      'folder deep',
      'file x',
    ])
    expect(await text(host, at('to/alias/up'))).toBe('x')
    if (host.platform !== 'win32') {
      expect(await host.stat(at('to/deep/run'))).toMatchObject({ mode: 0o755 })
      expect(await host.stat(at('to/x'))).toMatchObject({ mode: 0o644 })
    }
    await copyFile(host, at('from/x'), at('y'))
    expect(await text(host, at('y'))).toBe('x')
    if (host.platform !== 'win32') expect(await host.stat(at('y'))).toMatchObject({ mode: 0o600 })
    await expect(copyFolder(host, at('from'), at('to'))).rejects.toEqual(code('exists'))
    await expect(copyFolder(host, at('none'), at('new'))).rejects.toEqual(code('file-missing'))
  })

  test('copies nothing that leads out of the folder, goes round in circles or is too large', async () => {
    const { host, at } = await open()
    await host.write(at('secret'), 'secret')
    const attempt = async (prepare: () => Promise<void>, expected: string, limits = {}) => {
      await host.makeFolder(at('from/a'))
      await host.write(at('from/a/x'), '12345')
      await prepare()
      await expect(copyFolder(host, at('from'), at('to'), limits)).rejects.toEqual(code(expected))
      expect(await host.stat(at('to'))).toBeUndefined()
      await host.remove(at('from'), { contents: true })
    }
    await attempt(() => host.link(at('from/out'), '../secret'), 'link-escapes')
    await attempt(() => host.link(at('from/out'), at('secret')), 'link-escapes')
    await attempt(() => host.link(at('from/out'), 'nowhere'), 'link-escapes')
    await attempt(() => host.link(at('from/a/round'), '../a'), 'link-loop')
    await attempt(async () => {}, 'too-large', { maxBytes: 4 })
    await attempt(async () => {}, 'too-large', { maxEntries: 1 })
  })

  test('backs files up for nobody else, once', async () => {
    const { host, at } = await open()
    expect(await backUpFile(host, at('x'), at('backup'))).toBe(false)
    await host.write(at('x'), 'kept', { mode: 0o644 })
    expect(await backUpFile(host, at('x'), at('backup'))).toBe(true)
    expect(await text(host, at('backup'))).toBe('kept')
    if (host.platform !== 'win32') expect(await host.stat(at('backup'))).toMatchObject({ mode: 0o600 })
    await expect(backUpFile(host, at('x'), at('backup'))).rejects.toEqual(code('exists'))
    await host.link(at('link'), 'x')
    await expect(backUpFile(host, at('link'), at('other'))).rejects.toEqual(code('link-not-followed'))
  })

  test('has folders for a while', async () => {
    const { host } = await open()
    let used = ''
    const work = withTemporaryFolder(host, async (folder) => {
      used = folder
      await host.write(host.platform === 'win32' ? `${folder}\\x` : `${folder}/x`, '')
      throw new Error('failed')
    })
    await expect(work).rejects.toThrow('failed')
    expect(used).not.toBe('')
    expect(await host.stat(used)).toBeUndefined()
  })

  test('locks for one at a time', async () => {
    const { host, at } = await open()
    let inside = 0
    const work = async () => {
      inside += 1
      expect(inside).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inside -= 1
    }
    await Promise.all(Array.from({ length: 8 }, () => withLock(host, at('lock'), work)))
    await expect(withLock(host, at('lock'), () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    await withLock(host, at('lock'), async () => {
      await expect(withLock(host, at('lock'), work, { waitMs: 30 })).rejects.toMatchObject({
        code: 'locked',
        message: expect.stringContaining(`taken by process ${process.pid}`),
      })
      const reason = new Error('enough')
      await expect(withLock(host, at('lock'), work, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    })
    const left = (await host.list(at(''))).filter(({ name }) => name !== 'keep')
    expect(left).toHaveLength(1)
  })
})

test('a lock of a process that has ended, of long ago or damaged counts for nothing; another machine’s counts', async () => {
  const folder = temporaryFolder()
  const host = localHost()
  const lock = join(folder, 'lock')
  const owner = { pid: process.ppid, machine: machineId, since: Date.now() }
  const set = (content: unknown) => {
    for (const name of readdirSync(folder)) execFileSync('rm', [join(folder, name)])
    writeFileSync(`${lock}.41`, typeof content === 'string' ? content : JSON.stringify(content))
  }
  const taken = async () =>
    await withLock(host, lock, async () => readdirSync(folder), { waitMs: 30 }).catch(
      (error: { code: string }) => error.code,
    )
  set({ ...owner, pid: 4_194_303 })
  expect(await taken()).toEqual(['lock.42'])
  set({ ...owner, since: Date.now() - 7 * 60 * 60 * 1000 })
  expect(await taken()).toEqual(['lock.42'])
  set('{"pid":')
  expect(await taken()).toEqual(['lock.42'])
  set(owner)
  expect(await taken()).toBe('locked')
  set({ ...owner, machine: 'another', pid: 4_194_303 })
  expect(await taken()).toBe('locked')
})

describe('on Windows, where others hold files open', () => {
  const held = (times: number, code = 'EPERM') => {
    let left = times
    return async () => {
      if ((left -= 1) >= 0) throw Object.assign(new Error(code), { code, syscall: 'rename' })
      return 'done'
    }
  }

  test('a file that is held for a while is replaced in the end', async () => {
    expect(await patiently(held(3), { platform: 'win32' })).toBe('done')
    expect(await patiently(held(2, 'EBUSY'), { platform: 'win32' })).toBe('done')
  })

  test('patience ends, and other failures and systems have none', async () => {
    await expect(patiently(held(100), { platform: 'win32', patienceMs: 50 })).rejects.toMatchObject({ code: 'EPERM' })
    await expect(patiently(held(1, 'ENOSPC'), { platform: 'win32' })).rejects.toMatchObject({ code: 'ENOSPC' })
    await expect(patiently(held(1), { platform: 'linux' })).rejects.toMatchObject({ code: 'EPERM' })
  })
})
