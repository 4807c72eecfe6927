import { appendFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { simulatedHost } from '@cowork-mdm/machine'
import { describe, expect, test } from 'vitest'
import { listPlugins, openMarketplaces, prunePlugins, readAppSessions, showPlugin, unlinkPlugin } from '../src/index.js'
import { manifest, pluginFiles, writeFiles } from './support/folders.js'
import { machine, seenByApp } from './support/machine.js'
import { makeRepository, marketplace, plugin } from './support/repository.js'

async function failure(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
}

/** A machine with a marketplace of two plugins. */
async function withMarket() {
  const found = machine()
  const repository = makeRepository(found.folder)
  const commit = repository.commit(marketplace('one', 'two'))
  await found.open().add(repository.url)
  const { clones, orgPlugins, host } = found
  const options = { clones, orgPlugins, allowInsecure: true }
  const brief = async () =>
    (await listPlugins(host, options)).plugins.map(({ name, health, origin }) => [name, health, origin.kind])
  return { ...found, repository, commit, options, brief }
}

describe('plugin list', () => {
  test('tells where each plugin comes from, and whether it is well', async () => {
    const { folder, host, clones, orgPlugins, commit, options } = await withMarket()
    writeFiles(orgPlugins, {
      ...pluginFiles('by-hand', {}, 'by-hand/'),
      'no-plugin/README.md': 'x',
      'old-clone/.git/HEAD': 'x',
      ...pluginFiles('from-clone', {}, 'old-clone/plugins/from-clone/'),
      'from-clone': { link: join(orgPlugins, 'old-clone/plugins/from-clone') },
      gone: { link: join(clones, 'removed/current/plugins/gone') },
      foreign: { link: join(folder, 'elsewhere') },
      'broken/.claude-plugin/plugin.json': '{',
      '.hidden/x': 'x',
      'README.md': 'x',
    })
    const { plugins, ...rest } = await listPlugins(host, options)
    expect(rest).toEqual({ changed: false, orgPlugins, unreadable: [] })
    expect(plugins.map(({ name, health, origin }) => [name, health, origin])).toEqual([
      ['broken', 'invalid', { kind: 'folder' }],
      ['by-hand', 'ok', { kind: 'folder' }],
      ['foreign', 'dangling', { kind: 'link', target: join(folder, 'elsewhere') }],
      ['from-clone', 'ok', { kind: 'clone', clone: 'old-clone' }],
      ['gone', 'dangling', { kind: 'marketplace', marketplace: 'removed', as: 'link' }],
      ['no-plugin', 'invalid', { kind: 'folder' }],
      ['old-clone', 'repository', { kind: 'folder' }],
      ['one', 'ok', { kind: 'marketplace', marketplace: 'market', as: 'link' }],
      ['two', 'ok', { kind: 'marketplace', marketplace: 'market', as: 'link' }],
    ])
    expect(plugins.find(({ name }) => name === 'one')).toEqual({
      name: 'one',
      path: join(orgPlugins, 'one'),
      origin: { kind: 'marketplace', marketplace: 'market', as: 'link' },
      revision: commit,
      version: '1.0.0',
      description: 'Plugin one',
      health: 'ok',
      problems: [],
      users: [],
    })
  })

  test('names what is missing', async () => {
    const { orgPlugins, brief } = await withMarket()
    rmSync(join(orgPlugins, 'one'))
    expect(await brief()).toEqual([
      ['one', 'missing', 'marketplace'],
      ['two', 'ok', 'marketplace'],
    ])
  })

  test('tells what users have chosen, for each of their accounts', async () => {
    const { folder } = machine()
    const root = join(folder, 'mac')
    const sessions = 'Users/ann/Library/Application Support/Claude-3p/local-agent-mode-sessions'
    writeFiles(root, {
      'host.json': JSON.stringify({
        platform: 'darwin',
        now: '2026-11-25T08:00:00Z',
        administrator: true,
        users: [
          { name: 'ann', home: '/Users/ann', uid: 501, gid: 20 },
          { name: 'ben', home: '/Users/ben', uid: 502, gid: 20 },
        ],
      }),
      ...pluginFiles('tools', {}, 'Library/Application Support/Claude/org-plugins/tools/'),
      [`${sessions}/a1/o1/cowork_settings.json`]:
        '{"enabledPlugins":{"tools@org-provisioned":false,"tools@other":true}}',
      [`${sessions}/a1/o1/cowork_plugins/installed_plugins.json`]: '{"plugins":{"tools@org-provisioned":[{}]}}',
      [`${sessions}/a1/o2/cowork_settings.json`]: '{"enabledPlugins":{"tools@org-provisioned":true}}',
      [`${sessions}/a2/o1/cowork_settings.json`]: '{"enabledPlugins":{}}',
      [`${sessions}/a3/o1/cowork_settings.json`]: 'no JSON',
      'Users/ben/x': '',
    })
    const host = await simulatedHost(root)
    const { plugins, unreadable } = await listPlugins(host)
    const session = { user: 'ann', app: 'Claude-3p', account: 'a1' }
    expect(plugins.map(({ name, users }) => [name, users])).toEqual([
      [
        'tools',
        [
          { ...session, organization: 'o1', enabled: false, installed: true },
          { ...session, organization: 'o2', enabled: true, installed: false },
        ],
      ],
    ])
    expect(unreadable).toEqual([`/${sessions}/a3/o1/cowork_settings.json`])
  })

  test.each(['sessions', 'bytes'])('lets no user fill its memory with %s, nor hide those of others', async (what) => {
    const { folder } = machine()
    const users = ['ann', 'ben'].map((name) => ({ name, home: `/home/${name}`, uid: 1000, gid: 1000 }))
    writeFiles(folder, {
      'host.json': JSON.stringify({ platform: 'linux', now: '2026-11-25T08:00:00Z', administrator: true, users }),
      'home/ben/.config/Claude-3p/local-agent-mode-sessions/a/o/x': '',
      large: `{"enabledPlugins":{"${'x'.repeat(4_000_000)}":true}}`,
    })
    const account = 'home/ann/.config/Claude-3p/local-agent-mode-sessions/a'
    for (let count = 0; count < (what === 'bytes' ? 20 : 4_100); count++) {
      const session = join(folder, account, `o${count}`)
      mkdirSync(session, { recursive: true })
      if (what === 'bytes') linkSync(join(folder, 'large'), join(session, 'cowork_settings.json'))
    }
    const { sessions, unreadable } = await readAppSessions(await simulatedHost(folder))
    expect(sessions.filter(({ user }) => user === 'ann').length).toBe(what === 'bytes' ? 9 : 4_000)
    expect(sessions.filter(({ user }) => user === 'ben').length).toBe(1)
    expect(unreadable).toEqual(['/home/ann/.config/Claude-3p/local-agent-mode-sessions'])
  })

  test('on Linux needs a folder, as the app reads none there', async () => {
    const { host, clones } = machine()
    for (const call of [listPlugins, prunePlugins])
      expect(await failure(call(host, { clones }))).toBe('unsupported-platform')
  })

  test('without any folder lists nothing', async () => {
    const { host, clones, orgPlugins } = machine()
    expect((await listPlugins(host, { clones, orgPlugins })).plugins).toEqual([])
  })
})

describe('plugin show', () => {
  test('finds local edits, and what is wrong', async () => {
    const { host, orgPlugins, options } = await withMarket()
    expect(await showPlugin(host, 'one', options)).toMatchObject({ name: 'one', health: 'ok', problems: [] })
    appendFileSync(join(orgPlugins, 'one/skills/one/SKILL.md'), 'edited')
    expect(await showPlugin(host, 'one', options)).toMatchObject({ health: 'changed' })
    writeFiles(orgPlugins, pluginFiles('own', { 'skills/x/SKILL.md': 'x' }, 'own/'))
    expect(await showPlugin(host, 'own', options)).toMatchObject({
      health: 'invalid',
      problems: [{ code: 'no-frontmatter', file: 'skills/x/SKILL.md' }],
    })
    expect(await failure(showPlugin(host, 'on', options))).toBe('unknown-plugin')
  })
})

describe('plugin unlink', () => {
  test('takes a plugin away, for good, and brings it back', async () => {
    const { host, orgPlugins, options, repository, open, brief } = await withMarket()
    expect(await unlinkPlugin(host, 'one', options)).toEqual({
      changed: true,
      name: 'one',
      path: join(orgPlugins, 'one'),
    })
    expect(await unlinkPlugin(host, 'one', options)).toMatchObject({ changed: false })
    expect(readdirSync(orgPlugins)).toEqual(['two'])
    repository.commit({ ...marketplace('one', 'two'), ...plugin('two', { text: 'New.' }) })
    await open().update()
    expect(seenByApp(orgPlugins)).toEqual({ two: 'New.' })
    expect(await open().verify()).toMatchObject({ ok: true })
    await open().rollback('market')
    expect(await brief()).toEqual([
      ['one', 'unlinked', 'marketplace'],
      ['two', 'ok', 'marketplace'],
    ])
    expect(await unlinkPlugin(host, 'one', { ...options, undo: true })).toMatchObject({ changed: true })
    expect(await unlinkPlugin(host, 'one', { ...options, undo: true })).toMatchObject({ changed: false })
    expect(readdirSync(orgPlugins)).toEqual(['one', 'two'])
  })

  test('does not put the plugin of another marketplace in its place', async () => {
    const { folder, host, orgPlugins, options, open } = await withMarket()
    const second = makeRepository(folder, 'second')
    second.commit(marketplace('one'))
    await open().add(second.url)
    await unlinkPlugin(host, 'one', options)
    expect(readdirSync(orgPlugins)).toEqual(['two'])
  })

  test('removes a copy that this tool has made', async () => {
    const { folder, host, orgPlugins, options, open } = await withMarket()
    await open({ copy: true }).update()
    writeFiles(folder, {})
    expect(existsSync(join(orgPlugins, 'one/version.json'))).toBe(true)
    await unlinkPlugin(host, 'one', options)
    expect(readdirSync(orgPlugins)).toEqual(['two'])
  })

  test('removes another link, never what it leads to, and never a folder', async () => {
    const { folder, host, orgPlugins, options } = await withMarket()
    writeFiles(folder, pluginFiles('kept', {}, 'kept/'))
    symlinkSync(join(folder, 'kept'), join(orgPlugins, 'kept'))
    writeFiles(orgPlugins, pluginFiles('own', {}, 'own/'))
    expect(await unlinkPlugin(host, 'kept', options)).toMatchObject({ changed: true })
    expect(existsSync(join(folder, 'kept/.claude-plugin/plugin.json'))).toBe(true)
    expect(await failure(unlinkPlugin(host, 'own', options))).toBe('not-ours')
    expect(existsSync(join(orgPlugins, 'own/.claude-plugin/plugin.json'))).toBe(true)
    expect(await failure(unlinkPlugin(host, 'nobody', options))).toBe('unknown-plugin')
    for (const name of ['../two', '..', '.', 'a/b', 'a\\b', ''])
      expect(await failure(unlinkPlugin(host, name, options))).toBe('bad-name')
  })
})

describe('plugin prune', () => {
  test('removes only links of ours that lead nowhere and what was left behind, and only when told to', async () => {
    const { folder, host, clones, orgPlugins, options } = await withMarket()
    mkdirSync(join(clones, 'orphan/current/plugins/orphan'), { recursive: true })
    writeFiles(orgPlugins, {
      dangling: { link: join(clones, 'gone/current/plugins/dangling') },
      orphan: { link: join(clones, 'orphan/current/plugins/orphan') },
      predecessor: { link: join(orgPlugins, 'gone-clone/plugins/predecessor') },
      foreign: { link: join(folder, 'nothing') },
      ...pluginFiles('own', {}, 'own/'),
    })
    writeFiles(folder, { 'app/.cowork-mdm-staging/half/x': 'x' })
    const before = readdirSync(orgPlugins)
    const expected = [
      { path: join(orgPlugins, 'dangling'), why: 'dangling' },
      { path: join(orgPlugins, 'orphan'), why: 'leftover' },
      { path: join(orgPlugins, 'predecessor'), why: 'dangling' },
      { path: join(folder, 'app/.cowork-mdm-staging'), why: 'leftover' },
    ]
    const kept = [join(orgPlugins, 'foreign')]
    expect(await prunePlugins(host, options)).toEqual({ changed: true, dryRun: true, removed: expected, kept })
    expect(readdirSync(orgPlugins)).toEqual(before)
    expect(await prunePlugins(host, { ...options, yes: true })).toMatchObject({
      changed: true,
      dryRun: false,
      removed: expected.map(({ path }) => ({ path })),
      kept,
    })
    expect(readdirSync(orgPlugins)).toEqual(['foreign', 'one', 'own', 'two'])
    expect(readdirSync(join(folder, 'app'))).toEqual(['org-plugins'])
    expect(await prunePlugins(host, { ...options, yes: true })).toEqual({
      changed: false,
      dryRun: false,
      removed: [],
      kept,
    })
  })
})

test('a plugin of a folder on Windows is a copy, and is found again', async () => {
  const { folder } = machine()
  const root = join(folder, 'windows')
  writeFiles(root, {
    'host.json': JSON.stringify({
      platform: 'win32',
      now: '2026-11-25T08:00:00Z',
      administrator: true,
      env: { SystemRoot: 'C:\\Windows' },
      users: [],
    }),
    'C/market/.claude-plugin/marketplace.json': manifest([{ name: 'one', source: './one' }]),
    ...pluginFiles('one', {}, 'C/market/one/'),
  })
  const host = await simulatedHost(root)
  await openMarketplaces(host).add('C:\\market', { name: 'market' })
  expect((await listPlugins(host)).plugins).toMatchObject([
    {
      name: 'one',
      path: 'C:\\Program Files\\Claude\\org-plugins\\one',
      health: 'ok',
      origin: { kind: 'marketplace', marketplace: 'market', as: 'copy' },
    },
  ])
  expect(await unlinkPlugin(host, 'ONE')).toMatchObject({ changed: true, name: 'one' })
  expect((await listPlugins(host)).plugins).toMatchObject([{ name: 'one', health: 'unlinked' }])
})
