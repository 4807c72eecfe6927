import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contents, machine, seenByApp } from './support/machine.js'
import { makeRepository, marketplace, plugin } from './support/repository.js'

const none = { added: [], removed: [], changed: [] }

describe('add', () => {
  test('plugins stand where the app looks, as links into what was exported; all is written down', async () => {
    const { folder, clones, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    const commit = repository.commit(marketplace('one', 'two'))
    const result = await open().add(repository.url)
    expect(result).toMatchObject({
      changed: true,
      marketplace: { name: 'market', source: { kind: 'git', url: repository.url }, revision: commit },
      plugins: { added: ['one', 'two'], removed: [], changed: [] },
      placement: { orgPlugins, added: ['one', 'two'], replaced: [], removed: [], conflicts: [], shadowed: [] },
      notes: [],
    })
    const files = contents(clones)
    const version = `market/versions/${commit}`
    expect(Object.keys(files).sort()).toEqual([
      '.lock',
      'market/current',
      'market/repository.git',
      `${version}/.claude-plugin/marketplace.json`,
      `${version}/plugins/one/.claude-plugin/plugin.json`,
      `${version}/plugins/one/skills/one/SKILL.md`,
      `${version}/plugins/one/version.json`,
      `${version}/plugins/two/.claude-plugin/plugin.json`,
      `${version}/plugins/two/skills/two/SKILL.md`,
      `${version}/plugins/two/version.json`,
      'marketplaces.lock.json',
    ])
    expect(files['market/current']).toBe(`-> versions/${commit}`)
    expect(contents(orgPlugins)).toEqual({
      one: `-> ${clones}/market/current/plugins/one`,
      two: `-> ${clones}/market/current/plugins/two`,
    })
    expect(JSON.parse(files['marketplaces.lock.json']!)).toEqual({
      formatVersion: 1,
      marketplaces: [result.marketplace],
    })
    expect(JSON.parse(files[`${version}/plugins/one/version.json`]!)).toEqual({
      version: `1.0.0+${result.marketplace.plugins[0]!.hash.slice(0, 16)}`,
    })
  })

  test('again, it is a success that changes nothing', async () => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    const first = await open().add(repository.url)
    const before = contents(folder)
    expect(await open().add(repository.url)).toEqual({
      ...first,
      changed: false,
      plugins: none,
      placement: { ...first.placement, added: [] },
    })
    expect(contents(folder)).toEqual(before)
  })

  test('again, what somebody took from org-plugins is put there', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one', 'two'))
    await open().add(repository.url)
    rmSync(join(orgPlugins, 'one'))
    expect(await open().add(repository.url)).toMatchObject({ changed: true, placement: { added: ['one'] } })
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.', two: 'Does it.' })
  })

  test('with another ref, that one is installed; with the commit that is there, nothing is fetched', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    const first = repository.commit(marketplace('one'))
    await open().add(repository.url)
    const second = repository.commit(marketplace('two'))
    expect(await open().add(repository.url, { ref: second })).toMatchObject({
      changed: true,
      marketplace: { revision: second },
    })
    expect(seenByApp(orgPlugins)).toEqual({ two: 'Does it.' })
    rmSync(repository.folder, { recursive: true })
    expect(await open().add(repository.url, { ref: second })).toMatchObject({ changed: false })
    await expect(open().add(repository.url, { ref: first })).rejects.toMatchObject({ code: 'repository-gone' })
    expect(seenByApp(orgPlugins)).toEqual({ two: 'Does it.' })
  })

  test.each(['main', 'v1', 'annotated', 'refs/heads/main', 'feature/x'])('of the ref %s', async (ref) => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    const commit = repository.commit(marketplace('one'))
    repository.git('tag', 'v1', commit)
    repository.git(
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@example.com',
      'tag',
      '-a',
      '-m',
      'first',
      'annotated',
      commit,
    )
    repository.git('branch', 'feature/x', commit)
    expect((await open().add(repository.url, { ref })).marketplace).toMatchObject({ source: { ref }, revision: commit })
    expect(await open().update()).toMatchObject({ changed: false })
  })

  test('of a folder: the same, and a new file is a new version', async () => {
    const { folder, orgPlugins, open } = machine()
    const source = join(folder, 'source')
    const write = (files: Record<string, string>) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(source, path, '..'), { recursive: true })
        writeFileSync(join(source, path), text)
      }
    }
    write({ ...plugin('one'), '.git/config': 'not the marketplace’s' })
    symlinkSync('skills', join(source, 'plugins/one/more'))
    const { marketplace: added } = await open().add(source)
    expect(added).toMatchObject({
      name: 'source',
      source: { kind: 'folder', path: source },
      plugins: [{ name: 'one' }],
    })
    expect(await open().update()).toMatchObject({ changed: false })
    write({ 'plugins/one/skills/one/SKILL.md': '---\nname: one\ndescription: x\n---\n\nDoes more.\n' })
    expect(await open().update()).toMatchObject({
      changed: true,
      marketplaces: [{ plugins: { changed: [{ name: 'one' }] } }],
    })
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does more.' })
    // The link was replaced by what it leads to.
    expect(readFileSync(join(orgPlugins, 'one/more/one/SKILL.md'), 'utf8')).toContain('Does more.')
  })
})

// Other systems refuse such names themselves.
test.runIf(process.platform === 'linux')(
  'a name in a folder that is no UTF-8 is refused, not passed over',
  async () => {
    const { folder, open } = machine()
    const source = join(folder, 'source')
    mkdirSync(join(source, 'plugins'), { recursive: true })
    writeFileSync(Buffer.from(`${source}/plugins/caf\xE9.md`, 'latin1'), '')
    await expect(open().add(source)).rejects.toMatchObject({
      code: 'bad-file-name',
      message: `Expected names in UTF-8 in ${source}/plugins, found "caf\uFFFD.md".`,
    })
  },
)

describe('update', () => {
  test('plugins that are new, changed and gone', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    const from = repository.commit(marketplace('one', 'two', 'three'))
    await open().add(repository.url)
    const to = repository.commit({
      ...marketplace('two', 'three', 'four'),
      ...plugin('two', { version: '2.0.0', text: 'Does more.' }),
    })
    const plugins = { added: ['four'], removed: ['one'], changed: [{ name: 'two', from: '1.0.0', to: '2.0.0' }] }
    const files = {
      added: ['plugins/four/.claude-plugin/plugin.json', 'plugins/four/skills/four/SKILL.md'],
      removed: ['plugins/one/.claude-plugin/plugin.json', 'plugins/one/skills/one/SKILL.md'],
      changed: [
        '.claude-plugin/marketplace.json',
        'plugins/two/.claude-plugin/plugin.json',
        'plugins/two/skills/two/SKILL.md',
      ],
    }
    const before = contents(folder)
    const change = { name: 'market', changed: true, from, to, plugins, notes: [] }
    expect(await open().update({ dryRun: true })).toMatchObject({
      changed: true,
      dryRun: true,
      marketplaces: [{ ...change, files }],
    })
    expect(contents(folder)).toEqual(before)

    expect(await open().update()).toMatchObject({
      changed: true,
      dryRun: false,
      marketplaces: [change],
      placement: { added: ['four'], replaced: [], removed: ['one'] },
    })
    expect(seenByApp(orgPlugins)).toEqual({ two: 'Does more.', three: 'Does it.', four: 'Does it.' })
    expect(await open().verify()).toEqual({ changed: false, ok: true, marketplaces: ['market'], findings: [] })
    expect(await open().update()).toMatchObject({ changed: false, marketplaces: [{ changed: false, from: to, to }] })
  })

  test('two earlier versions stay on the disk, no more', async () => {
    const { folder, clones, open } = machine()
    const repository = makeRepository(folder)
    const commits = [repository.commit(marketplace('one'))]
    await open().add(repository.url)
    for (const text of ['2', '3', '4']) {
      commits.push(repository.commit({ ...marketplace('one'), ...plugin('one', { text }) }))
      await open().update()
    }
    expect(readdirSync(join(clones, 'market/versions')).sort()).toEqual(commits.slice(1).sort())
    expect((await open().list()).marketplaces[0]!.earlier.map(({ revision }) => revision)).toEqual([
      commits[2],
      commits[1],
    ])
  })

  test('history that was rewritten: what the branch says now', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    await open().add(repository.url, { ref: 'main' })
    const commit = repository.commit(marketplace('other'), { anew: true })
    expect(await open().update()).toMatchObject({ changed: true, marketplaces: [{ to: commit }] })
    expect(seenByApp(orgPlugins)).toEqual({ other: 'Does it.' })
  })

  test('a tag that was moved is followed, and a pinned commit is not', async () => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    const first = repository.commit(marketplace('one'))
    repository.git('tag', 'v1', first)
    await open().add(repository.url, { name: 'moving', ref: 'v1' })
    await open().add(repository.url, { name: 'pinned', ref: first })
    const second = repository.commit(marketplace('two'))
    repository.git('tag', '--force', 'v1', second)
    const { marketplaces } = await open().update()
    expect(marketplaces.map(({ name, to }) => [name, to])).toEqual([
      ['moving', second],
      ['pinned', first],
    ])
  })

  test('a branch that was deleted: said, and what is installed stays', async () => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'), { branch: 'gone' })
    repository.commit(marketplace('two'))
    await open().add(repository.url, { ref: 'gone' })
    repository.git('branch', '-D', 'gone')
    const before = contents(folder)
    await expect(open().update({ name: 'market' })).rejects.toMatchObject({ code: 'ref-gone' })
    expect(await open().update()).toMatchObject({ changed: false, marketplaces: [{ error: { code: 'ref-gone' } }] })
    expect(contents(folder)).toEqual(before)
  })

  test('one that fails does not keep the others back', async () => {
    const { folder, orgPlugins, open } = machine()
    const [gone, broken, fine] = ['gone', 'broken', 'fine'].map((name) => makeRepository(folder, name))
    for (const repository of [gone!, broken!, fine!]) {
      repository.commit(marketplace(repository.url.slice(-8, -4)))
      await open().add(repository.url)
    }
    rmSync(gone!.folder, { recursive: true })
    broken!.commit({ '.claude-plugin/marketplace.json': '{' })
    fine!.commit(marketplace('new'))
    const { marketplaces } = await open().update()
    expect(marketplaces.map(({ name, changed, error }) => [name, changed, error?.code])).toEqual([
      ['gone', false, 'repository-gone'],
      ['broken', false, 'invalid-marketplace'],
      ['fine', true, undefined],
    ])
    expect(Object.keys(seenByApp(orgPlugins))).toEqual(['gone', 'new', 'oken'])
    expect(await open().verify()).toMatchObject({ ok: true })
  })
})

describe('rollback', () => {
  test('goes back at once, and update keeps away from what was rolled back from', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    const first = repository.commit(marketplace('one'))
    await open().add(repository.url)
    const bad = repository.commit(marketplace('bad'))
    await open().update()
    expect(await open().rollback('market')).toMatchObject({
      changed: true,
      from: bad,
      to: first,
      plugins: { added: ['one'], removed: ['bad'] },
      placement: { added: ['one'], removed: ['bad'] },
    })
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.' })
    expect(await open().update()).toMatchObject({ changed: false, marketplaces: [{ held: true, to: first }] })
    const next = repository.commit(marketplace('better'))
    expect(await open().update()).toMatchObject({ changed: true, marketplaces: [{ from: first, to: next }] })
    expect((await open().list()).marketplaces[0]).not.toHaveProperty('held')
  })

  test('with nothing to go back to, or what is there changed: refused', async () => {
    const { folder, clones, open } = machine()
    const repository = makeRepository(folder)
    const first = repository.commit(marketplace('one'))
    await open().add(repository.url)
    await expect(open().rollback('market')).rejects.toMatchObject({ code: 'no-earlier-version' })
    repository.commit(marketplace('two'))
    await open().update()
    writeFileSync(join(clones, `market/versions/${first}/plugins/one/skills/one/SKILL.md`), 'edited')
    const before = contents(folder)
    await expect(open().rollback('market')).rejects.toMatchObject({ code: 'version-damaged' })
    expect(contents(folder)).toEqual(before)
  })
})

describe('remove', () => {
  test('takes the clone and its plugins, and leaves the others', async () => {
    const { folder, clones, orgPlugins, open } = machine()
    const [first, second] = [makeRepository(folder, 'first'), makeRepository(folder, 'second')]
    first.commit(marketplace('one'))
    second.commit(marketplace('two'))
    await open().add(first.url)
    await open().add(second.url)
    expect(await open().remove('first')).toMatchObject({ changed: true, placement: { removed: ['one'] } })
    expect(seenByApp(orgPlugins)).toEqual({ two: 'Does it.' })
    expect(readdirSync(clones).filter((name) => !name.startsWith('.'))).toEqual(['marketplaces.lock.json', 'second'])
  })

  test('what is not there is a success that changes nothing', async () => {
    const { folder, open } = machine()
    expect(await open().remove('nothing')).toMatchObject({ changed: false })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('verify', () => {
  test('finds edits, missing files and links, and what does not belong there', async () => {
    const { folder, clones, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    const commit = repository.commit(marketplace('one', 'two', 'three', 'four'))
    await open().add(repository.url)
    const version = join(clones, 'market/versions', commit)
    writeFileSync(join(version, 'plugins/one/skills/one/SKILL.md'), 'edited')
    writeFileSync(join(version, 'plugins/two/version.json'), '{}')
    rmSync(join(version, 'plugins/three'), { recursive: true })
    rmSync(join(orgPlugins, 'four'))
    mkdirSync(join(orgPlugins, 'four'))
    rmSync(join(orgPlugins, 'one'))
    const before = contents(folder)
    const { ok, findings } = await open().verify()
    expect(ok).toBe(false)
    expect(findings.map(({ code, plugin: name }) => [code, name])).toEqual([
      ['plugin-changed', 'one'],
      ['plugin-changed', 'two'],
      ['plugin-missing', 'three'],
      ['plugin-not-placed', 'one'],
      ['plugin-conflict', 'four'],
    ])
    expect(contents(folder)).toEqual(before)
  })

  test('finds another version than the lock says', async () => {
    const { folder, clones, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    await open().add(repository.url)
    rmSync(join(clones, 'market/current'))
    symlinkSync('versions/elsewhere', join(clones, 'market/current'))
    expect((await open().verify()).findings).toMatchObject([{ code: 'wrong-version', marketplace: 'market' }])
  })
})

describe('where the app looks', () => {
  test.each(['folder', 'file', 'link'])('a %s that this tool did not make is a conflict, and stays', async (kind) => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one', 'two'))
    const path = join(orgPlugins, 'one')
    mkdirSync(orgPlugins, { recursive: true })
    mkdirSync(join(folder, 'elsewhere'))
    if (kind === 'folder') mkdirSync(path)
    else if (kind === 'file') writeFileSync(path, 'mine')
    else symlinkSync(join(folder, 'elsewhere'), path)
    const found = { folder: 'a folder', file: 'a file', link: `a link to ${folder}/elsewhere` }[kind]
    const before = contents(orgPlugins)
    const { placement } = await open().add(repository.url)
    expect(placement).toMatchObject({
      added: ['two'],
      conflicts: [{ plugin: 'one', marketplace: 'market', path, found }],
    })
    await open().update()
    expect(await open().remove('market')).toMatchObject({ placement: { removed: ['two'] } })
    expect(contents(orgPlugins)).toEqual(before)
  })

  test('of two marketplaces that offer a name the first wins, and the other takes over when it goes', async () => {
    const { folder, orgPlugins, open } = machine()
    const [first, second] = [makeRepository(folder, 'first'), makeRepository(folder, 'second')]
    first.commit({ ...marketplace('same'), ...plugin('same', { text: 'First.' }) })
    second.commit({ ...marketplace('same', 'own'), ...plugin('same', { text: 'Second.' }) })
    await open().add(first.url)
    const { placement } = await open().add(second.url)
    expect(placement).toMatchObject({
      added: ['own'],
      shadowed: [{ plugin: 'same', marketplace: 'second', by: 'first' }],
    })
    expect(seenByApp(orgPlugins)).toEqual({ same: 'First.', own: 'Does it.' })
    expect(await open().remove('first')).toMatchObject({ placement: { replaced: ['same'], shadowed: [] } })
    expect(seenByApp(orgPlugins)).toEqual({ same: 'Second.', own: 'Does it.' })
  })

  test('copies: replaced when their content changes, kept where it does not, and removed', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one', 'two', 'three'))
    await open({ copy: true }).add(repository.url)
    expect(Object.keys(contents(orgPlugins)).filter((path) => path.endsWith('.md'))).toHaveLength(3)
    expect(Object.values(contents(orgPlugins)).filter((text) => text.startsWith('->'))).toEqual([])
    repository.commit({ ...marketplace('two', 'three'), ...plugin('two', { text: 'Does more.' }) })
    // How they are placed is remembered.
    expect(await open().update()).toMatchObject({ placement: { added: [], replaced: ['two'], removed: ['one'] } })
    expect(seenByApp(orgPlugins)).toEqual({ two: 'Does more.', three: 'Does it.' })
    expect(await open().verify()).toMatchObject({ ok: true })
    writeFileSync(join(orgPlugins, 'two/skills/two/SKILL.md'), 'edited')
    expect((await open().verify()).findings).toMatchObject([
      { code: 'plugin-changed', plugin: 'two', path: join(orgPlugins, 'two') },
    ])
    await open().remove('market')
    expect(contents(join(folder, 'app'))).toEqual({ 'org-plugins/': '' })
  })

  test('a folder that takes the place of a copy is not ours', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    await open({ copy: true }).add(repository.url)
    rmSync(join(orgPlugins, 'one'), { recursive: true })
    mkdirSync(join(orgPlugins, 'one'))
    writeFileSync(join(orgPlugins, 'one/mine'), 'mine')
    repository.commit({ ...marketplace('one'), ...plugin('one', { text: 'Does more.' }) })
    expect(await open().update()).toMatchObject({ placement: { conflicts: [{ plugin: 'one' }] } })
    await open().remove('market')
    expect(contents(orgPlugins)).toEqual({ 'one/mine': 'mine' })
  })

  test('links become copies and copies links', async () => {
    const { folder, orgPlugins, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    await open().add(repository.url)
    expect(await open({ copy: true }).update()).toMatchObject({ changed: true, placement: { replaced: ['one'] } })
    expect(Object.keys(contents(orgPlugins))).toHaveLength(3)
    expect((await open().list()).marketplaces[0]!.placed!.as).toBe('copy')
  })

  test('on Linux without a folder: cloned and pinned, and nothing placed', async () => {
    const { folder, open } = machine()
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    const { marketplace: added, placement } = await open({ orgPlugins: undefined }).add(repository.url)
    expect(added).not.toHaveProperty('placed')
    expect(placement).toEqual({ added: [], replaced: [], removed: [], conflicts: [], shadowed: [] })
    expect(await open({ orgPlugins: undefined }).update()).toMatchObject({ changed: false })
    expect(await open().update()).toMatchObject({ changed: true, placement: { added: ['one'] } })
  })

  test('a marketplace that is itself the plugin', async () => {
    const { folder, clones, orgPlugins, open } = machine()
    const repository = makeRepository(folder, 'single')
    repository.commit(
      Object.fromEntries(Object.entries(plugin('one', { folder: 'x' })).map(([path, text]) => [path.slice(2), text])),
    )
    await open().add(repository.url)
    expect(contents(orgPlugins)).toEqual({ one: `-> ${clones}/single/current` })
    expect(await open().verify()).toMatchObject({ ok: true })
  })
})
