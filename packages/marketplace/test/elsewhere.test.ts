import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Host } from '@cowork-mdm/machine'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { contentHash, openMarketplaces, type MarketplaceOptions } from '../src/index.js'
import { tarGzOf, zipOf } from './support/archives.js'
import { serveRepositories } from './support/git-server.js'
import { httpsServer } from './support/https-server.js'
import { contents, machine, seenByApp, traces, type Machine } from './support/machine.js'
import { makeRepository, marketplace, plugin, top, type Committed } from './support/repository.js'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A marketplace whose entries say where its plugins are; those of `own` lie in it. */
function listing(entries: readonly object[], own: Record<string, Committed> = {}): Record<string, Committed> {
  return {
    '.claude-plugin/marketplace.json': JSON.stringify({ name: 'market', owner: { name: 'IT' }, plugins: entries }),
    ...own,
  }
}

const git = (url: string, sha: string) => ({ source: 'url', url, sha })
const subdir = (url: string, sha: string, path: string) => ({ source: 'git-subdir', url, sha, path })

const zip = (files: Record<string, string>) => zipOf(Object.entries(files).map(([name, text]) => ({ name, text })))

/** The store of a machine, on a host that trusts a server of a test. */
function opened({ clones, orgPlugins }: Machine, host: Host, options: MarketplaceOptions = {}) {
  return openMarketplaces(host, { clones, orgPlugins, allowInsecure: true, backOff: { firstMs: 1 }, ...options })
}

describe('plugins that lie elsewhere', () => {
  test('come from commits, folders of commits and archives, into the version of the marketplace', async () => {
    const here = machine()
    const { folder, clones, orgPlugins } = here
    const archive = zip(top('packed'))
    const server = await httpsServer({ '/packed.zip': archive })
    const [tool, mono] = [makeRepository(folder, 'tool'), makeRepository(folder, 'mono')]
    const toolCommit = tool.commit(top('tool'))
    const monoCommit = mono.commit({ ...plugin('part', { folder: 'a/part' }), 'a/other': 'is not taken' })
    tool.commit(top('tool', 'Was not reviewed.'))
    const market = makeRepository(folder)
    const commit = market.commit(
      listing(
        [
          { name: 'tool', source: git(tool.url, toolCommit) },
          { name: 'own', source: './plugins/own' },
          { name: 'part', source: subdir(mono.url, monoCommit, './a/part/') },
          {
            name: 'packed',
            source: { source: 'archive', url: `${server.origin}/packed.zip`, sha256: sha256(archive).toUpperCase() },
          },
        ],
        plugin('own'),
      ),
    )
    const marketplaces = opened(here, server.host)
    const { marketplace: added, plugins, notes } = await marketplaces.add(market.url)
    expect(notes).toEqual([])
    expect(plugins).toEqual({ added: ['tool', 'own', 'part', 'packed'], removed: [], changed: [] })
    expect(seenByApp(orgPlugins)).toEqual({ own: 'Does it.', packed: 'Does it.', part: 'Does it.', tool: 'Does it.' })
    const hash = (name: string) => contentHash(server.host, join(orgPlugins, name))
    const at = { version: '1.0.0' }
    expect(added.plugins).toEqual([
      {
        name: 'tool',
        folder: '.elsewhere/tool',
        ...at,
        hash: await hash('tool'),
        source: { kind: 'git', url: tool.url, commit: toolCommit },
      },
      { name: 'own', folder: 'plugins/own', ...at, hash: await hash('own') },
      {
        name: 'part',
        folder: '.elsewhere/part',
        ...at,
        hash: await hash('part'),
        source: { kind: 'git', url: mono.url, commit: monoCommit, path: 'a/part' },
      },
      {
        name: 'packed',
        folder: '.elsewhere/packed',
        ...at,
        hash: await hash('packed'),
        source: { kind: 'archive', url: `${server.origin}/packed.zip`, sha256: sha256(archive) },
      },
    ])
    const files = Object.keys(contents(clones)).filter((path) =>
      path.startsWith(`market/versions/${commit}/.elsewhere/`),
    )
    expect(files.map((path) => path.split('/.elsewhere/')[1]).sort()).toEqual(
      ['packed', 'part', 'tool'].flatMap((name) => [
        `${name}/.claude-plugin/plugin.json`,
        `${name}/skills/${name}/SKILL.md`,
        `${name}/version.json`,
      ]),
    )
    expect(Object.keys(contents(clones)).filter((path) => path.includes('repositor'))).toEqual([
      'market/repository.git',
    ])
    expect(await marketplaces.verify()).toEqual({ changed: false, ok: true, marketplaces: ['market'], findings: [] })
  })

  test('that were edited are found, and a rollback brings back what the earlier commit pinned', async () => {
    const { folder, clones, orgPlugins, open } = machine()
    const tool = makeRepository(folder, 'tool')
    const market = makeRepository(folder)
    const pinned = (sha: string) => listing([{ name: 'tool', source: git(tool.url, sha) }])
    const first = market.commit(pinned(tool.commit(top('tool', 'First.'))))
    await open().add(market.url)
    const second = market.commit(pinned(tool.commit(top('tool', 'Second.'))))
    expect(await open().update()).toMatchObject({
      marketplaces: [{ to: second, plugins: { changed: [{ name: 'tool' }] } }],
    })
    expect(seenByApp(orgPlugins)).toEqual({ tool: 'Second.' })
    rmSync(tool.folder, { recursive: true })
    expect(await open().rollback('market')).toMatchObject({ to: first })
    expect(seenByApp(orgPlugins)).toEqual({ tool: 'First.' })
    expect(await open().verify()).toMatchObject({ ok: true })
    writeFileSync(join(clones, `market/versions/${first}/.elsewhere/tool/skills/tool/SKILL.md`), 'edited')
    expect(await open().verify()).toMatchObject({ ok: false, findings: [{ code: 'plugin-changed', plugin: 'tool' }] })
  })

  test('cost a check-in with nothing new nothing: one ls-remote for the marketplace, no write', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder)
    const sha = makeRepository(folder, 'tool').commit(top('tool'))
    makeRepository(folder).commit(listing([{ name: 'tool', source: git(server.url('tool'), sha) }]))
    await open().add(server.url('market'))
    const before = traces(folder)
    server.requests.length = 0
    expect(await open().update()).toMatchObject({ changed: false })
    expect(server.requests).toEqual([
      'GET /market.git/info/refs?service=git-upload-pack',
      'POST /market.git/git-upload-pack',
    ])
    expect(traces(folder)).toEqual(before)
  })

  test('in one repository are fetched together, and once', async () => {
    const { folder, orgPlugins, open } = machine()
    const server = await serveRepositories(folder)
    const mono = makeRepository(folder, 'mono')
    const sha = mono.commit({ ...plugin('one'), ...plugin('two') })
    const source = (name: string) => subdir(server.url('mono'), sha, `plugins/${name}`)
    makeRepository(folder).commit(listing(['one', 'two'].map((name) => ({ name, source: source(name) }))))
    await open().add(server.url('market'))
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.', two: 'Does it.' })
    // What the server can, and the commit.
    expect(server.requests.filter((line) => line.includes('/mono.git/'))).toEqual([
      'GET /mono.git/info/refs?service=git-upload-pack',
      'POST /mono.git/git-upload-pack',
    ])
  })

  test('in one archive are fetched once', async () => {
    const here = machine()
    const archive = zip(top('one'))
    const server = await httpsServer({ '/x.zip': archive })
    const source = { source: 'archive', url: `${server.origin}/x.zip`, sha256: sha256(archive) }
    const market = makeRepository(here.folder)
    market.commit(listing(['one', 'uno'].map((name) => ({ name, source }))))
    await opened(here, server.host).add(market.url)
    expect(Object.keys(seenByApp(here.orgPlugins))).toEqual(['one', 'uno'])
    expect(server.requests).toHaveLength(1)
  })

  test('in several commits of one repository are each what their entry says', async () => {
    const { folder, orgPlugins, open } = machine()
    const mono = makeRepository(folder, 'mono')
    const [old, now] = ['Old.', 'New.'].map((text) =>
      mono.commit({ ...plugin('one', { text }), ...plugin('two', { text }) }),
    )
    const market = makeRepository(folder)
    market.commit(
      listing([
        { name: 'one', source: subdir(mono.url, old!, 'plugins/one') },
        { name: 'two', source: subdir(mono.url, now!, 'plugins/two') },
      ]),
    )
    await open().add(market.url)
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Old.', two: 'New.' })
  })

  test('and are pinned as before are taken from what is installed, unless somebody edited them', async () => {
    const { folder, clones, orgPlugins, open } = machine()
    const server = await serveRepositories(folder)
    const [same, moved] = [makeRepository(folder, 'same'), makeRepository(folder, 'moved')]
    const sameSha = same.commit({ ...top('same'), 'run.sh': { program: 'x' }, 'version.json': '{}' })
    const market = makeRepository(folder)
    const pinned = (sha: string, more: Record<string, Committed> = {}) =>
      listing(
        [
          { name: 'same', source: git(server.url('same'), sameSha) },
          { name: 'moved', source: git(server.url('moved'), sha) },
        ],
        more,
      )
    market.commit(pinned(moved.commit(top('moved'))))
    const { marketplace: first } = await open().add(server.url('market'))
    const sha = moved.commit(top('moved', 'Moved.'))
    const second = market.commit(pinned(sha))
    server.requests.length = 0
    await open().update()
    expect(server.requests.filter((line) => line.includes('/same.git/'))).toEqual([])
    expect(seenByApp(orgPlugins)).toEqual({ moved: 'Moved.', same: 'Does it.' })
    expect((await open().list()).marketplaces[0]!.plugins[0]).toEqual(first.plugins[0])
    expect(await open().verify()).toMatchObject({ ok: true })

    writeFileSync(join(clones, `market/versions/${second}/.elsewhere/same/skills/same/SKILL.md`), 'edited')
    market.commit(pinned(sha, { README: 'new' }))
    server.requests.length = 0
    await open().update()
    expect(server.requests.filter((line) => line.includes('/same.git/'))).not.toEqual([])
    expect(seenByApp(orgPlugins)).toEqual({ moved: 'Moved.', same: 'Does it.' })
  })

  test('are in what a dry run shows, which changes nothing', async () => {
    const { folder, open } = machine()
    const tool = makeRepository(folder, 'tool')
    const market = makeRepository(folder)
    market.commit(marketplace('one'))
    await open().add(market.url)
    market.commit(listing([{ name: 'tool', source: git(tool.url, tool.commit(top('tool'))) }]))
    const before = contents(folder)
    expect(await open().update({ dryRun: true })).toMatchObject({
      changed: true,
      marketplaces: [
        {
          plugins: { added: ['tool'], removed: ['one'] },
          files: { added: ['.elsewhere/tool/.claude-plugin/plugin.json', '.elsewhere/tool/skills/tool/SKILL.md'] },
        },
      ],
    })
    expect(contents(folder)).toEqual(before)
  })

  test('by the hundred', async () => {
    const { folder, orgPlugins, open } = machine()
    const names = Array.from({ length: 201 }, (_, index) => `plugin-${String(index).padStart(3, '0')}`)
    const entries = ['a', 'b', 'c'].flatMap((repository, index) => {
      const here = names.filter((_, at) => at % 3 === index)
      const { url, commit } = makeRepository(folder, repository)
      const sha = commit(Object.assign({}, ...here.map((name) => plugin(name))) as Record<string, string>)
      return here.map((name) => ({ name, source: subdir(url, sha, `plugins/${name}`) }))
    })
    const market = makeRepository(folder)
    market.commit(listing(entries))
    await open().add(market.url)
    expect(Object.keys(seenByApp(orgPlugins))).toEqual(names)
    expect(await open().verify()).toMatchObject({ ok: true })
  })

  test('are noted where they are not pinned, with what to write; no server of theirs is asked', async () => {
    const { folder, orgPlugins, open } = machine()
    const server = await serveRepositories(folder)
    const sha = makeRepository(folder, 'tool').commit(top('tool'))
    const url = server.url('tool')
    makeRepository(folder).commit(
      listing(
        [
          { name: 'own', source: './plugins/own' },
          { name: 'branch', source: { source: 'url', url, ref: 'main' } },
          { name: 'short', source: git(url, sha.slice(0, 12)) },
          { name: 'archive', source: { source: 'archive', url: 'https://example.com/x.zip' } },
          { name: 'up', source: subdir(url, sha, 'a/../../b') },
        ],
        plugin('own'),
      ),
    )
    const { notes } = await open().add(server.url('market'))
    const manifest = { code: 'plugin-problem', path: '.claude-plugin/marketplace.json' }
    const unpinned = (name: string, what: string) => ({
      ...manifest,
      message: `Expected a source of ${name} that is pinned to its content, found one that may be something else tomorrow. ${what}`,
    })
    const commit = `Write "sha" with a full commit of 40 digits into its source; git ls-remote ${url} prints it.`
    expect(notes).toEqual([
      unpinned('branch', commit),
      unpinned('short', commit),
      unpinned('archive', 'Write "sha256" with the digest of the archive into its source; sha256sum FILE prints it.'),
      {
        ...manifest,
        message: 'Expected a source that can be fetched for up, found a path that leads out of the repository.',
      },
    ])
    expect(seenByApp(orgPlugins)).toEqual({ own: 'Does it.' })
    expect(server.requests.filter((line) => line.includes('/tool.git/'))).toEqual([])
  })

  test('that are no plugin, or not in their commit, are noted and left out', async () => {
    const { folder, orgPlugins, open } = machine()
    const mono = makeRepository(folder, 'mono')
    const sha = mono.commit({ ...plugin('one'), 'docs/README.md': 'x' })
    const market = makeRepository(folder)
    market.commit(
      listing([
        { name: 'one', source: subdir(mono.url, sha, 'plugins/one') },
        { name: 'docs', source: subdir(mono.url, sha, 'docs') },
        { name: 'none', source: subdir(mono.url, sha, 'plugins/none') },
      ]),
    )
    const { notes } = await open().add(market.url)
    expect(notes.map(({ message }) => message)).toEqual([
      'Expected .claude-plugin/plugin.json or SKILL.md for docs, found neither: the app takes it for no plugin, and it is not offered.',
      `Expected a folder as source of none, found none at plugins/none of ${mono.url}.`,
    ])
    expect(seenByApp(orgPlugins)).toEqual({ one: 'Does it.' })
  })

  test('in the marketplace itself, at an earlier commit: that content, and nothing goes round in circles', async () => {
    const { folder, orgPlugins, open } = machine()
    const market = makeRepository(folder)
    const first = market.commit({ ...marketplace('one'), ...plugin('one', { text: 'Early.' }) })
    market.commit(
      listing(
        [
          { name: 'early', source: subdir(market.url, first, 'plugins/one') },
          { name: 'all', source: git(market.url, first) },
          { name: 'one', source: './plugins/one' },
        ],
        plugin('one', { text: 'Late.' }),
      ),
    )
    const { notes } = await open().add(market.url)
    expect(notes.map(({ path }) => path)).toEqual(['.elsewhere/all', '.elsewhere/early'])
    expect(Object.keys(seenByApp(orgPlugins))).toEqual(['early', 'one'])
  })

  test('beside a marketplace that is itself a plugin: it holds them, and verify agrees', async () => {
    const { folder, open } = machine()
    const tool = makeRepository(folder, 'tool')
    const market = makeRepository(folder)
    market.commit(
      listing(
        [
          { name: 'whole', source: './' },
          { name: 'tool', source: git(tool.url, tool.commit(top('tool'))) },
        ],
        top('whole'),
      ),
    )
    await open().add(market.url)
    expect(await open().verify()).toMatchObject({ ok: true, findings: [] })
  })
})

/** What a machine with one good version answers to the next one; afterwards all is as it was. */
async function refused(
  next: (machine: Machine) => Record<string, Committed> | Promise<Record<string, Committed>>,
  { options, host }: { options?: MarketplaceOptions; host?: Host } = {},
): Promise<{ code: string; message: string }> {
  const here = machine()
  const market = makeRepository(here.folder)
  market.commit(marketplace('good'))
  await here.open().add(market.url)
  market.commit(await next(here))
  const before = contents(here.folder)
  const error = await opened(here, host ?? here.host, options)
    .update({ name: 'market' })
    .then(
      () => ({ code: 'none', message: '' }),
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    )
  expect(contents(here.folder)).toEqual(before)
  expect(await here.open().verify()).toMatchObject({ ok: true })
  return error
}

const named = (name: string, code: string, what = '') => ({
  code,
  message: expect.stringMatching(new RegExp(`^The plugin ${name} lies elsewhere\\. .*${what}`, 's')) as string,
})

describe('the old set stays whole, and the plugin is named, where a source elsewhere', () => {
  test('is on a host that is not allowed: nobody is asked', async () => {
    const here = machine()
    const [first, second] = [await serveRepositories(here.folder), await serveRepositories(here.folder)]
    const sha = makeRepository(here.folder, 'tool').commit(top('tool'))
    const market = makeRepository(here.folder)
    market.commit(marketplace('good'))
    const options = { allowHosts: [new URL(first.url('market')).host] }
    await here.open(options).add(first.url('market'))
    market.commit(
      listing([
        { name: 'near', source: git(first.url('tool'), sha) },
        { name: 'far', source: git(second.url('tool'), sha) },
      ]),
    )
    const before = contents(here.folder)
    first.requests.length = 0
    await expect(here.open(options).update({ name: 'market' })).rejects.toMatchObject(named('far', 'host-not-allowed'))
    expect([...first.requests, ...second.requests].filter((line) => line.includes('/tool.git/'))).toEqual([])
    expect(contents(here.folder)).toEqual(before)
    // Where it is allowed, a redirect to another one is still not followed.
    market.commit(listing([{ name: 'near', source: git(first.url('tool'), sha) }]))
    await expect(here.open(options).update({ name: 'market' })).resolves.toMatchObject({ changed: true })
    const archive = { source: 'archive', url: 'https://example.com/x.zip', sha256: 'a'.repeat(64) }
    market.commit(listing([{ name: 'packed', source: archive }]))
    await expect(here.open(options).update({ name: 'market' })).rejects.toMatchObject(
      named('packed', 'host-not-allowed'),
    )
  })

  test('is an archive with the wrong sha256', async () => {
    const server = await httpsServer({ '/x.zip': zip(top('packed')) })
    const source = { source: 'archive', url: `${server.origin}/x.zip`, sha256: 'a'.repeat(64) }
    expect(await refused(() => listing([{ name: 'packed', source }]), server)).toEqual(named('packed', 'wrong-digest'))
  })

  test('is an archive that is gone, redirected to another server, or full of what leads out', async () => {
    const evil = tarGzOf([{ path: '../evil', text: 'x' }])
    const server = await httpsServer({
      '/evil.tgz': evil,
      '/away.zip': (_, response) => response.writeHead(302, { location: 'https://example.com/x.zip' }).end(),
    })
    const from = (name: string, digest = 'a'.repeat(64)) =>
      listing([{ name: 'packed', source: { source: 'archive', url: `${server.origin}/${name}`, sha256: digest } }])
    expect(await refused(() => from('gone.zip'), server)).toEqual(named('packed', 'download-failed'))
    expect(await refused(() => from('away.zip'), server)).toEqual(named('packed', 'redirect-refused'))
    expect(await refused(() => from('evil.tgz', sha256(evil)), server)).toEqual(named('packed', 'bad-archive'))
  })

  test('has no such commit', async () => {
    const error = await refused(({ folder }) => {
      const tool = makeRepository(folder, 'tool')
      const sha = tool.commit(top('tool'))
      return listing([
        { name: 'tool', source: git(tool.url, sha) },
        { name: 'lost', source: git(tool.url, 'a'.repeat(40)) },
      ])
    })
    expect(error).toEqual(named('lost', 'commit-gone'))
  })

  test('is another repository’s commit: what one server sent is not taken for another’s', async () => {
    const error = await refused(({ folder }) => {
      const [tool, other] = [makeRepository(folder, 'tool'), makeRepository(folder, 'other')]
      const sha = tool.commit(top('tool'))
      other.commit(top('other'))
      return listing([
        { name: 'tool', source: git(tool.url, sha) },
        { name: 'copy', source: git(other.url, sha) },
      ])
    })
    expect(error).toEqual(named('copy', 'commit-gone'))
  })

  test('is a repository that is gone', async () => {
    const error = await refused(({ folder }) =>
      listing([{ name: 'tool', source: git(`file://${folder}/gone.git`, 'a'.repeat(40)) }]),
    )
    expect(error).toEqual(named('tool', 'repository-gone'))
  })

  test('has a link that leads out of the folder that was named', async () => {
    const error = await refused(({ folder }) => {
      const mono = makeRepository(folder, 'mono')
      const sha = mono.commit({ ...plugin('one'), secret: 'x', 'plugins/one/link': { link: '../../secret' } })
      return listing([{ name: 'one', source: subdir(mono.url, sha, 'plugins/one') }])
    })
    expect(error).toEqual(named('one', 'link-escapes'))
  })

  test('has names that Windows cannot have', async () => {
    const error = await refused(({ folder }) => {
      const tool = makeRepository(folder, 'tool')
      return listing([{ name: 'tool', source: git(tool.url, tool.commit({ ...top('tool'), 'con.txt': 'x' })) }])
    })
    expect(error).toEqual(named('tool', 'bad-file-name'))
  })

  test('has a plugin that is broken', async () => {
    const error = await refused(({ folder }) => {
      const tool = makeRepository(folder, 'tool')
      const sha = tool.commit({ ...top('tool'), '.claude-plugin/plugin.json': '{ "name": "tool", oops' })
      return listing([{ name: 'tool', source: git(tool.url, sha) }])
    })
    expect(error).toEqual({
      code: 'invalid-marketplace',
      message: expect.stringContaining('.elsewhere/tool/.claude-plugin/plugin.json:1:'),
    })
  })

  test('is too much together with the others, where each alone would do', async () => {
    const large = (limits: MarketplaceOptions['limits'], content: (name: string) => Record<string, Committed>) =>
      refused(
        ({ folder }) =>
          listing(
            ['one', 'two', 'three'].map((name) => {
              const repository = makeRepository(folder, name)
              return { name, source: git(repository.url, repository.commit({ ...top(name), ...content(name) })) }
            }),
          ),
        { options: { limits } },
      )
    const bytes = await large({ maxBytes: 100_000 }, () => ({ data: Buffer.alloc(40_000, 'x') }))
    expect(bytes).toEqual(named('(one|two|three)', 'too-large', 'at most 20000 files and 100000 bytes'))
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`data/${index}`, 'x']))
    expect(await large({ maxFiles: 50 }, () => files)).toEqual(
      named('(one|two|three)', 'too-large', 'at most 50 files'),
    )
    const noise = (seed: number) =>
      Buffer.concat(
        Array.from({ length: 1250 }, (_, index) => createHash('sha256').update(`${seed} ${index}`).digest()),
      )
    // Beside the folders that are wanted, so that it is fetched and not written.
    const onTheWay = await refused(
      ({ folder }) =>
        listing(
          ['one', 'two', 'three'].map((name, index) => {
            const repository = makeRepository(folder, name)
            const sha = repository.commit({ ...plugin(name), noise: noise(index) })
            return { name, source: subdir(repository.url, sha, `plugins/${name}`) }
          }),
        ),
      { options: { limits: { maxBytes: 100_000 } } },
    )
    expect(onTheWay).toEqual(named('(one|two|three)', 'too-large'))
  })

  test('takes longer than all of them may', async () => {
    const silent = createServer(() => {})
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => (silent.closeAllConnections(), void silent.close()))
    const { port } = silent.address() as AddressInfo
    const source = git(`http://127.0.0.1:${port}/x.git`, 'a'.repeat(40))
    const error = await refused(() => listing([{ name: 'slow', source }]), { options: { limits: { timeoutMs: 1500 } } })
    expect(error).toEqual({
      ...named('slow', error.code),
      code: expect.stringMatching(/^(?:download|command)-timeout$/),
    })
  })

  test('is written as a folder of the marketplace that this tool makes, or stands there already', async () => {
    const entry = { name: 'x', source: './.ELSEWHERE/tool' }
    expect(await refused(() => listing([entry], { '.elsewhere/tool/SKILL.md': 'x' }))).toMatchObject({
      code: 'bad-file-name',
    })
    const error = await refused(({ folder }) => {
      const tool = makeRepository(folder, 'tool')
      return listing([{ name: 'tool', source: git(tool.url, tool.commit(top('tool'))) }, entry])
    })
    expect(error).toMatchObject({ code: 'invalid-marketplace', message: expect.stringContaining('leads out of it') })
  })
})

test('credentials go to the server that they are for, and to no other', async () => {
  const here = machine()
  const seen: (string | undefined)[] = []
  const foreign = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
  })
  foreign.listen(0, '127.0.0.1')
  await once(foreign, 'listening')
  onTestFinished(() => (foreign.closeAllConnections(), void foreign.close()))
  const { port } = foreign.address() as AddressInfo
  const archive = zip(top('packed'))
  const web = await httpsServer({ '/packed.zip': archive })
  const server = await serveRepositories(here.folder, { user: 'ann', password: 't0p-s3cret' })
  const credentialFile = join(here.folder, 'credentials')
  writeFileSync(credentialFile, `${server.url('').replace('://', '://ann:t0p-s3cret@')}\n`)
  chmodSync(credentialFile, 0o600)
  const sha = makeRepository(here.folder, 'tool').commit(top('tool'))
  const market = makeRepository(here.folder)
  const good = [
    { name: 'tool', source: git(server.url('tool'), sha) },
    { name: 'packed', source: { source: 'archive', url: `${web.origin}/packed.zip`, sha256: sha256(archive) } },
  ]
  market.commit(listing(good))
  const marketplaces = opened(here, web.host, { credentialFile })
  const result = await marketplaces.add(server.url('market'))
  expect(seenByApp(here.orgPlugins)).toEqual({ packed: 'Does it.', tool: 'Does it.' })
  expect(web.requests).toEqual([{ path: '/packed.zip', authorization: undefined }])
  market.commit(listing([...good, { name: 'evil', source: git(`http://127.0.0.1:${port}/x.git`, sha) }]))
  const error = await marketplaces.update({ name: 'market' }).catch((cause: unknown) => cause as Error)
  expect(error).toMatchObject(named('evil', 'git-denied'))
  expect(new Set(seen)).toEqual(new Set([undefined]))
  for (const text of [result, (error as Error).message, contents(here.clones)])
    expect(JSON.stringify(text)).not.toContain('t0p-s3cret')
})

beforeAll(() => {
  // A proxy of whoever runs the tests has nothing to do with them.
  for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) delete process.env[name]
})
