import { createHash } from 'node:crypto'
import { localHost } from '@cowork-mdm/machine'
import { findKey, loadPinnedSchema, pinnedVersions } from '@cowork-mdm/schema'
import { checkValue } from '@cowork-mdm/schema/values'
import { describe, expect, test } from 'vitest'
import { pin, type MarketplaceEntry } from '../src/index.js'
import { zipOf } from './support/archives.js'
import { manifest } from './support/folders.js'
import { serveRepositories } from './support/git-server.js'
import { httpsServer } from './support/https-server.js'
import { makeRepository, marketplace } from './support/repository.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const host = localHost()
const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const ZIP = zipOf([{ name: '.claude-plugin/plugin.json', text: '{"name":"tools"}' }])
const digestOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

async function failure(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'pinned',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  )
}

/** What every pinned release has against an entry. */
async function refusedBy(entry: MarketplaceEntry): Promise<unknown[]> {
  const refused = []
  for (const version of pinnedVersions()) {
    const found = findKey(await loadPinnedSchema(version), 'allowedPluginMarketplaces')
    if (found.key) refused.push(...checkValue(found.key.value, [entry]).refused)
  }
  return refused
}

describe('a repository', () => {
  test('is asked for its commit, once', async () => {
    const folder = folderInMemory()
    const repository = makeRepository(folder)
    const commit = repository.commit(marketplace('one'))
    repository.git('-c', 'user.name=x', '-c', 'user.email=x@example.com', 'tag', '-a', '-m', 'x', 'v1', commit)
    const later = repository.commit(marketplace('one', 'two'))
    const server = await serveRepositories(folder)
    const options = { allowInsecure: true }
    const pinned = await pin(
      host,
      server.url('market'),
      { path: 'desktop', installationPreference: 'required' },
      options,
    )
    expect(pinned).toEqual({
      changed: false,
      entry: {
        source: 'git',
        url: server.url('market'),
        ref: later,
        path: 'desktop',
        installationPreference: 'required',
      },
      archives: [],
      notes: [],
    })
    expect(server.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1)
    expect((await pin(host, server.url('market'), { ref: 'v1' }, options)).entry).toMatchObject({ ref: commit })
    expect(await failure(pin(host, server.url('market'), { ref: 'gone' }, options))).toMatch(/^ref-gone: /)
    expect(await failure(pin(host, server.url('gone'), {}, options))).toMatch(/^repository-gone: /)
  })

  test.each<[address: string, entry: object]>([
    ['example-org/plugins', { source: 'github', repo: 'example-org/plugins' }],
    ['https://github.com/example-org/plugins.git', { source: 'github', repo: 'example-org/plugins' }],
    ['https://git.example.com/it/plugins.git', { source: 'git', url: 'https://git.example.com/it/plugins.git' }],
  ])('%s at a full commit is what every pinned release takes', async (address, expected) => {
    const { entry, notes } = await pin(host, address, {
      ref: COMMIT,
      expectedName: 'team',
      credentialKind: 'userGit',
      installationPreference: 'auto_install',
    })
    expect(entry).toEqual({
      ...expected,
      ref: COMMIT,
      expectedName: 'team',
      credentialKind: 'userGit',
      installationPreference: 'auto_install',
    })
    expect(await refusedBy(entry)).toEqual([])
    expect(notes).toEqual(['The commit was taken as it was given; the repository was not asked for it.'])
  })

  test.each<[address: string, options: object, code: string]>([
    ['git@git.example.com:it/plugins.git', { ref: COMMIT }, 'pin-unsupported'],
    ['https://example.com/plugins.zip', {}, 'bad-digest'],
    ['/srv/plugins', {}, 'pin-unsupported'],
    ['ext::sh -c id', { ref: COMMIT }, 'bad-source'],
    ['--upload-pack=id', { ref: COMMIT }, 'bad-source'],
    ['https://me:secret@git.example.com/x.git', { ref: COMMIT }, 'secret-in-source'],
    ['example-org/plugins', { ref: COMMIT, path: '../x' }, 'bad-path'],
    ['example-org/plugins', { ref: '--x' }, 'bad-ref'],
    ['https://example.com/marketplace.json', { ref: COMMIT }, 'pin-unsupported'],
  ])('%s with %j is refused', async (address, options, code) => {
    expect(await failure(pin(host, address, options))).toMatch(new RegExp(`^${code}: (?!.*secret@)`))
  })
})

describe('a hosted marketplace.json', () => {
  async function hosted(source: (origin: string) => object, archive = ZIP) {
    let text = ''
    const server = await httpsServer({
      '/marketplace.json': (_, response) => response.end(text),
      '/tools.zip': archive,
    })
    text = manifest([{ name: 'tools', source: source(server.origin) }])
    return { ...server, text, address: `${server.origin}/marketplace.json` }
  }

  test('is pinned by its digest, and so are its archives', async () => {
    const { host, address, origin, text } = await hosted((origin) => ({
      source: 'archive',
      url: `${origin}/tools.zip`,
      sha256: digestOf(ZIP),
    }))
    expect(await pin(host, address, { installationPreference: 'required', expectedName: 'team' })).toEqual({
      changed: false,
      entry: {
        source: 'url',
        url: address,
        manifestSha256: digestOf(text),
        expectedName: 'team',
        installationPreference: 'required',
      },
      archives: [{ plugin: 'tools', url: `${origin}/tools.zip`, sha256: digestOf(ZIP), pinned: true }],
      notes: [],
    })
  })

  test('without digests of archives says which to add, and cannot be pushed', async () => {
    const { host, address } = await hosted((origin) => ({ source: 'archive', url: `${origin}/tools.zip` }))
    const { archives, notes } = await pin(host, address)
    expect(archives).toMatchObject([{ sha256: digestOf(ZIP), pinned: false }])
    expect(notes).toEqual([
      `The manifest has no sha256 for tools; put "sha256": "${digestOf(ZIP)}" into its source, then pin again.`,
    ])
    expect(await failure(pin(host, address, { installationPreference: 'auto_install' }))).toMatch(
      /^invalid-marketplace: .*none for tools/,
    )
  })

  test.each<[what: string, source: (origin: string) => object, archive: Buffer, expected: RegExp]>([
    [
      'an archive of another digest',
      (origin) => ({ source: 'archive', url: `${origin}/tools.zip`, sha256: 'ab'.repeat(32) }),
      ZIP,
      /^wrong-digest: /,
    ],
    [
      'an archive of another origin',
      () => ({ source: 'archive', url: 'https://other.example.com/x.zip', sha256: 'ab'.repeat(32) }),
      ZIP,
      /^invalid-marketplace: .*archives on localhost/,
    ],
    ['a repository', () => ({ source: 'github', repo: 'a/b' }), ZIP, /^invalid-marketplace: /],
    [
      'an archive that is none',
      (origin) => ({ source: 'archive', url: `${origin}/tools.zip` }),
      Buffer.from('x'),
      /^bad-archive: /,
    ],
  ])('with %s is refused', async (_what, source, archive, expected) => {
    const { host, address } = await hosted(source, archive)
    expect(await failure(pin(host, address))).toMatch(expected)
  })

  test('that is no manifest, or of another name, is refused with its place', async () => {
    const server = await httpsServer({ '/a.json': '{\n"name": }', '/b.json': manifest([]), '/c.json': '{"name":"x"}' })
    expect(await failure(pin(server.host, `${server.origin}/a.json`))).toMatch(/^invalid-marketplace: a\.json:2:9: /)
    expect(await failure(pin(server.host, `${server.origin}/b.json`, { expectedName: 'other' }))).toMatch(
      /^invalid-marketplace: .*the name other.*"team"/,
    )
    expect(await failure(pin(server.host, `${server.origin}/c.json`))).toMatch(
      /^invalid-marketplace: c\.json:1:1: Expected a list for plugins/,
    )
  })
})
