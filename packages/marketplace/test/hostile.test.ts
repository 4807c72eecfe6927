import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AddOptions, MarketplaceOptions } from '../src/index.js'
import { contents, machine, type Machine } from './support/machine.js'
import { makeRepository, marketplace, plugin, type Committed } from './support/repository.js'

/** What a machine with one good marketplace answers to a second source; afterwards all is as it was. */
async function refused(
  source: (machine: Machine) => string,
  { add, options }: { add?: AddOptions; options?: MarketplaceOptions } = {},
): Promise<string> {
  const here = machine()
  const good = makeRepository(here.folder, 'good')
  good.commit(marketplace('good'))
  await here.open().add(good.url)
  const text = source(here)
  const before = contents(here.folder)
  const code = await here
    .open(options)
    .add(text, add)
    .then(
      () => 'none',
      (error: { code: string }) => error.code,
    )
  expect(contents(here.folder)).toEqual(before)
  expect(await here.open().verify()).toMatchObject({ ok: true })
  return code
}

/** The same of a repository with these files. */
async function refusedTree(files: Record<string, Committed>, options?: MarketplaceOptions): Promise<string> {
  return await refused(
    ({ folder }) => {
      const bad = makeRepository(folder, 'bad')
      bad.commit(files)
      return bad.url
    },
    { ...(options && { options }) },
  )
}

const manifest = (value: unknown) => ({ '.claude-plugin/marketplace.json': JSON.stringify(value) })

test('the transport ext', async () => {
  expect(await refused(() => 'ext::sh -c "exit 1"')).toBe('bad-source')
})

test('an option for git', async () => {
  expect(await refused(() => '--upload-pack=touch')).toBe('bad-source')
})

test('a name with a separator or ..', async () => {
  for (const name of ['../x', 'a/b', 'a\\b', '..']) {
    expect(await refused(({ folder }) => `file://${folder}/good.git`, { add: { name } })).toBe('bad-name')
  }
})

test('a plugin named like a device of Windows', async () => {
  expect(
    await refusedTree({
      ...manifest({ name: 'm', owner: { name: 'x' }, plugins: [{ name: 'aux', source: './plugins/a' }] }),
      ...plugin('a'),
    }),
  ).toBe('invalid-marketplace')
  expect(await refusedTree({ ...marketplace('one'), ...plugin('con') })).toBe('bad-file-name')
})

test('a link that leads out of the repository', async () => {
  expect(await refusedTree({ ...marketplace('one'), 'plugins/one/x': { link: '../../../../etc/passwd' } })).toBe(
    'link-escapes',
  )
})

test('a link that leads out of its plugin', async () => {
  expect(await refusedTree({ ...marketplace('one', 'two'), 'plugins/one/x': { link: '../two/skills' } })).toBe(
    'link-escapes',
  )
})

test('a marketplace without plugins', async () => {
  expect(await refusedTree({ 'README.md': 'nothing' })).toBe('invalid-marketplace')
  expect(await refusedTree(manifest({ name: 'm', owner: { name: 'x' }, plugins: [] }))).toBe('invalid-marketplace')
})

test('JSON that is none, with its place', async () => {
  const { folder, open } = machine()
  const repository = makeRepository(folder)
  repository.commit({ '.claude-plugin/marketplace.json': '{\n  "name": "m",\n  oops\n}' })
  await expect(open().add(repository.url)).rejects.toMatchObject({
    code: 'invalid-marketplace',
    message: expect.stringContaining('.claude-plugin/marketplace.json:3:3'),
  })
})

test('a repository that is gone', async () => {
  expect(await refused(({ folder }) => `file://${folder}/nothing.git`)).toBe('repository-gone')
})

test('a host that is not allowed', async () => {
  expect(await refused(() => 'https://example.com/x.git', { options: { allowHosts: ['git.example.com'] } })).toBe(
    'host-not-allowed',
  )
})

test('a branch, where a commit is required', async () => {
  expect(
    await refused(() => 'https://example.com/x.git', { add: { ref: 'main' }, options: { requirePin: true } }),
  ).toBe('not-pinned')
})

test('a commit that was never there', async () => {
  expect(
    await refused(({ folder }) => `file://${folder}/good.git`, { add: { name: 'other', ref: 'a'.repeat(40) } }),
  ).toBe('commit-gone')
})

test('a tag in place of the commit that is pinned', async () => {
  const { folder, clones, open } = machine()
  const repository = makeRepository(folder)
  const commit = repository.commit(marketplace('one'))
  repository.git('-c', 'user.name=IT', '-c', 'user.email=it@example.com', 'tag', '-a', '-m', 'v1', 'v1', commit)
  const tag = repository.git('rev-parse', 'v1')
  await expect(open().add(repository.url, { ref: tag })).rejects.toMatchObject({ code: 'commit-gone' })
  expect(Object.keys(contents(clones)).sort()).toEqual(['.lock', 'marketplaces.lock.json'])
})

test('a branch that is not there', async () => {
  expect(await refused(({ folder }) => `file://${folder}/good.git`, { add: { name: 'other', ref: 'nothing' } })).toBe(
    'ref-gone',
  )
})

test('an empty repository', async () => {
  expect(await refused(({ folder }) => makeRepository(folder, 'empty').url)).toBe('ref-gone')
})

test('names that are one on some platforms', async () => {
  expect(await refusedTree({ ...marketplace('one'), 'plugins/one/A.md': 'a', 'plugins/one/a.md': 'b' })).toBe(
    'name-clash',
  )
})

test('names that Windows cannot have', async () => {
  expect(await refusedTree({ ...marketplace('one'), 'plugins/one/a:b': 'x' })).toBe('bad-file-name')
})

test('more bytes than allowed, in one file or many', async () => {
  const large = Buffer.alloc(300_000, 'x')
  expect(await refusedTree({ ...marketplace('one'), large }, { limits: { maxBytes: 200_000 } })).toBe('too-large')
})

test('more bytes than allowed on the way', async () => {
  const noise = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 2654435761) >>> 13))
  expect(await refusedTree({ ...marketplace('one'), noise }, { limits: { maxBytes: 100_000 } })).toBe('too-large')
})

test('more files than allowed', async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`plugins/one/${index}`, 'x']))
  expect(await refusedTree({ ...marketplace('one'), ...many }, { limits: { maxFiles: 50 } })).toBe('too-large')
})

test('a name that stands for another source', async () => {
  const { folder, open } = machine()
  const [first, second] = [makeRepository(folder, 'a'), makeRepository(folder, 'b')]
  first.commit(marketplace('one'))
  second.commit(marketplace('two'))
  await open().add(first.url, { name: 'market' })
  await expect(open().add(second.url, { name: 'Market' })).rejects.toMatchObject({ code: 'marketplace-exists' })
})

test('a folder of clones that holds something else', async () => {
  const { folder, clones, open } = machine()
  const repository = makeRepository(folder)
  repository.commit(marketplace('one'))
  mkdirSync(clones)
  writeFileSync(join(clones, 'letter.txt'), 'mine')
  await expect(open().add(repository.url)).rejects.toMatchObject({ code: 'not-a-store' })
  expect(contents(clones)).toEqual({ 'letter.txt': 'mine' })
})

test('a folder in the store that this tool did not make', async () => {
  const { folder, clones, open } = machine()
  const repository = makeRepository(folder)
  repository.commit(marketplace('one'))
  await open().add(repository.url)
  mkdirSync(join(clones, 'other'))
  writeFileSync(join(clones, 'other/letter.txt'), 'mine')
  const before = contents(folder)
  await expect(open().add(repository.url, { name: 'other' })).rejects.toMatchObject({ code: 'exists' })
  await open().update()
  expect(contents(folder)).toEqual(before)
})

test('a lock that was edited by hand, with its place', async () => {
  const { clones, open } = machine()
  mkdirSync(clones)
  writeFileSync(join(clones, 'marketplaces.lock.json'), '{ "formatVersion": 1,')
  for (const work of [open().list, open().update, open().verify, async () => await open().add('owner/name')]) {
    await expect(work()).rejects.toMatchObject({ code: 'lock-damaged' })
  }
  writeFileSync(join(clones, 'marketplaces.lock.json'), '{\n "source": planted-secret }')
  await expect(open().list()).rejects.toMatchObject({
    message: expect.stringMatching(/^(?!.*planted).* found something else at line 2, column 12\.$/s) as string,
  })
  const entry = { name: 'x', source: null, revision: 'a'.repeat(40), plugins: [], earlier: [] }
  writeFileSync(join(clones, 'marketplaces.lock.json'), JSON.stringify({ formatVersion: 1, marketplaces: [entry] }))
  await expect(open().list()).rejects.toMatchObject({ code: 'lock-damaged' })
  writeFileSync(join(clones, 'marketplaces.lock.json'), '{ "formatVersion": 2 }')
  await expect(open().list()).rejects.toMatchObject({ code: 'newer-format' })
})

test.each(['{ "formatVersion": 2 }', 'null', '{'])('a journal that is none of ours: %s', async (text) => {
  const { folder, clones, open } = machine()
  const repository = makeRepository(folder)
  repository.commit(marketplace('one'))
  await open().add(repository.url)
  writeFileSync(join(clones, '.journal.json'), text)
  const before = contents(folder)
  await expect(open().update()).rejects.toMatchObject({ code: 'lock-damaged' })
  expect(contents(folder)).toEqual(before)
})

describe('what a repository brings is exported byte for byte', () => {
  test('.gitattributes changes nothing: no line endings, no filters, no export rules', async () => {
    const { folder, clones, open } = machine()
    const repository = makeRepository(folder)
    const files = {
      '.gitattributes':
        '* text=auto eol=crlf\n*.md ident export-subst filter=evil\n*.txt export-ignore\n*.bin working-tree-encoding=UTF-16\n',
      'plugins/one/crlf.md': 'a\r\nb\r\n',
      'plugins/one/lf.md': 'a\nb\n$Id$ $Format:%H$\n',
      'plugins/one/kept.txt': 'kept',
      'plugins/one/x.bin': 'bytes',
    }
    const commit = repository.commit({ ...marketplace('one'), ...files })
    await open().add(repository.url)
    for (const [path, text] of Object.entries(files)) {
      expect(readFileSync(join(clones, 'market/versions', commit, path), 'utf8')).toBe(text)
    }
  })

  test('programs, names of every language, deep folders', async () => {
    const { folder, clones, open } = machine()
    const repository = makeRepository(folder)
    const deep = `plugins/one/${Array.from({ length: 30 }, () => 'folder').join('/')}/x`
    const commit = repository.commit({
      ...marketplace('one'),
      'plugins/one/run.sh': { program: '#!/bin/sh\n' },
      'plugins/one/技能.md': '说明',
      [deep]: 'deep',
    })
    await open().add(repository.url)
    const version = join(clones, 'market/versions', commit)
    expect(readFileSync(join(version, 'plugins/one/技能.md'), 'utf8')).toBe('说明')
    expect(readFileSync(join(version, deep), 'utf8')).toBe('deep')
    const { statSync } = await import('node:fs')
    expect(statSync(join(version, 'plugins/one/run.sh')).mode & 0o777).toBe(0o755)
    expect(statSync(join(version, 'plugins/one/技能.md')).mode & 0o777).toBe(0o644)
  })

  test('submodules and pointers of LFS are noted; neither is fetched', async () => {
    const { folder, clones, open } = machine()
    const repository = makeRepository(folder)
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 1\n`
    const commit = repository.commit({
      ...marketplace('one'),
      '.gitmodules': '[submodule "x"]\n\tpath = plugins/one/module\n\turl = https://example.com/evil.git\n',
      'plugins/one/module': { submodule: 'a'.repeat(40) },
      'plugins/one/model.bin': pointer,
    })
    const { notes } = await open().add(repository.url)
    expect(notes.filter(({ code }) => code !== 'plugin-problem').map(({ code, path }) => [code, path])).toEqual([
      ['submodule-skipped', 'plugins/one/module'],
      ['lfs-pointer', 'plugins/one/model.bin'],
    ])
    expect(existsSync(join(clones, 'market/versions', commit, 'plugins/one/module'))).toBe(false)
  })

  test('no hook of a repository is run, and no setting of whoever runs this', async () => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    const witness = join(folder, 'witness')
    const config = `[core]\n\tfsmonitor = touch ${witness}\n\tsshCommand = touch ${witness}\n\thooksPath = ${folder}/hooks\n[uploadpack]\n\tpackObjectsHook = touch ${witness}\n`
    mkdirSync(join(folder, 'hooks'))
    for (const name of ['reference-transaction', 'post-checkout', 'post-index-change']) {
      writeFileSync(join(folder, 'hooks', name), `#!/bin/sh\ntouch ${witness}\n`, { mode: 0o755 })
    }
    writeFileSync(join(folder, 'config'), config)
    const saved = { ...process.env }
    Object.assign(process.env, {
      GIT_CONFIG_GLOBAL: join(folder, 'config'),
      GIT_SSH_COMMAND: `touch ${witness}`,
      GIT_ASKPASS: `touch ${witness}`,
      GIT_DIR: folder,
      GIT_TRACE_CURL: witness,
    })
    try {
      await open().add(repository.url)
    } finally {
      process.env = saved
    }
    expect(existsSync(witness)).toBe(false)
  })
})
