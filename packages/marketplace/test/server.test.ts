import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { serveRepositories } from './support/git-server.js'
import { contents, machine, seenByApp, traces } from './support/machine.js'
import { makeRepository, marketplace } from './support/repository.js'

const SECRET = 't0p-s3cret'

describe('a check-in with nothing new', () => {
  test('costs the server one ls-remote for each marketplace, and the machine no write', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder)
    for (const name of ['a', 'b', 'c']) {
      makeRepository(folder, name).commit(marketplace(`plugin-${name}`))
      await open().add(server.url(name), { ref: 'main' })
    }
    const before = traces(folder)
    server.requests.length = 0
    expect(await open().update()).toMatchObject({ changed: false })
    // An ls-remote of git's protocol 2 is two requests: what the server can, and the names that were asked for.
    expect(server.requests.toSorted()).toEqual([
      ...['a', 'b', 'c'].map((name) => `GET /${name}.git/info/refs?service=git-upload-pack`),
      ...['a', 'b', 'c'].map((name) => `POST /${name}.git/git-upload-pack`),
    ])
    expect(traces(folder)).toEqual(before)
  })

  test('costs nothing at all where the commit is pinned', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder)
    const commit = makeRepository(folder).commit(marketplace('one'))
    await open({ requirePin: true }).add(server.url('market'), { ref: commit })
    const before = traces(folder)
    server.requests.length = 0
    expect(await open({ requirePin: true }).update()).toMatchObject({ changed: false })
    expect(await open({ requirePin: true }).add(server.url('market'), { ref: commit })).toMatchObject({
      changed: false,
    })
    expect(server.requests).toEqual([])
    expect(traces(folder)).toEqual(before)
  })
})

describe('a server that asks for a password', () => {
  const credentials = (folder: string, url: string, { mode = 0o600, password = SECRET } = {}) => {
    const path = join(folder, "cred'ential $file")
    writeFileSync(path, `${url.replace('://', `://ann:${password}@`)}\n`)
    chmodSync(path, mode)
    return path
  }

  test('gets it from the file, and it is nowhere else', async () => {
    const { folder, open, orgPlugins, clones } = machine()
    const server = await serveRepositories(folder, { user: 'ann', password: SECRET })
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    const credentialFile = credentials(folder, server.url('market'))
    const result = await open({ credentialFile }).add(server.url('market'))
    repository.commit(marketplace('two'))
    const progress: string[] = []
    const updated = await open({ credentialFile, onProgress: (text) => progress.push(text) }).update()
    expect(seenByApp(orgPlugins)).toEqual({ two: 'Does it.' })
    for (const text of [result, updated, progress, contents(clones)]) expect(JSON.stringify(text)).not.toContain(SECRET)
    for (const name of ['config', 'FETCH_HEAD']) {
      const { readFileSync } = await import('node:fs')
      expect(readFileSync(join(clones, 'market/repository.git', name), 'utf8')).not.toContain(SECRET)
    }
  })

  test('refuses a wrong one: said without it, once, and the file stays as it is', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder, { user: 'ann', password: SECRET })
    makeRepository(folder).commit(marketplace('one'))
    const credentialFile = credentials(folder, server.url('market'), { password: 'wr0ng-one' })
    const before = contents(folder)
    const error = await open({ credentialFile })
      .add(server.url('market'))
      .catch((cause: unknown) => cause as Error)
    expect(error).toMatchObject({ code: 'git-denied' })
    expect(`${(error as Error).message} ${JSON.stringify(error)} ${(error as Error).stack}`).not.toContain('wr0ng-one')
    expect(contents(folder)).toEqual(before)
    // Asked without and with the password, and not again: too many wrong ones lock accounts.
    expect(server.requests).toHaveLength(2)
  })

  test('without one: said, and nobody is asked on the screen', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder, { user: 'ann', password: SECRET })
    makeRepository(folder)
    await expect(open().add(server.url('market'))).rejects.toMatchObject({ code: 'git-denied' })
  })

  test.each([0o644, 0o640, 0o604])('a file that others can read is refused: %i', async (mode) => {
    const { folder, open } = machine()
    const credentialFile = credentials(folder, 'http://127.0.0.1/', { mode })
    for (const work of [open({ credentialFile }).add('http://127.0.0.1/x.git'), open({ credentialFile }).update()]) {
      await expect(work).rejects.toMatchObject({
        code: 'credential-file-open',
        message: expect.not.stringContaining(SECRET),
      })
    }
  })
})

test('a redirect leads to no host that is not allowed', async () => {
  const { folder, open } = machine()
  const [first, second] = [await serveRepositories(folder), await serveRepositories(folder)]
  makeRepository(folder).commit(marketplace('one'))
  first.redirect(new URL(second.url('market')).origin)
  const allowHosts = [new URL(first.url('market')).host]
  await expect(open({ allowHosts }).add(first.url('market'))).rejects.toMatchObject({ code: 'transport-refused' })
  expect(second.requests).toEqual([])
  expect(await open().add(first.url('market'))).toMatchObject({ changed: true })
})

test('a redirect leads to no other transport', async () => {
  const { folder, open } = machine()
  const server = await serveRepositories(folder)
  makeRepository(folder).commit(marketplace('one'))
  server.redirect('ftp://127.0.0.1')
  await expect(open().add(server.url('market'))).rejects.toMatchObject({
    code: 'transport-refused',
  })
})

describe('a server that fails', () => {
  test.each([503, 429, 500])('for a while with %i is asked again', async (status) => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder)
    makeRepository(folder).commit(marketplace('one'))
    server.fail(2, status)
    expect(await open().add(server.url('market'))).toMatchObject({ changed: true })
  })

  test('for longer is given up, and nothing has changed', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder)
    const repository = makeRepository(folder)
    repository.commit(marketplace('one'))
    await open().add(server.url('market'))
    repository.commit(marketplace('two'))
    const before = contents(folder)
    server.fail(1000, 503)
    server.requests.length = 0
    await expect(open().update({ name: 'market' })).rejects.toMatchObject({ code: 'network-failed' })
    expect(server.requests).toHaveLength(4)
    expect(contents(folder)).toEqual(before)
  })

  test('with 404 is not asked again', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder)
    await expect(open().add(server.url('nothing'))).rejects.toMatchObject({ code: 'repository-gone' })
    expect(server.requests).toHaveLength(1)
  })

  test('to answer is nobody there', async () => {
    const { open } = machine()
    await expect(open({ backOff: { attempts: 1 } }).add('http://127.0.0.1:9/x.git')).rejects.toMatchObject({
      code: 'network-failed',
    })
  })

  test('an aborted run ends at once', async () => {
    const { folder, open } = machine()
    const server = await serveRepositories(folder)
    makeRepository(folder).commit(marketplace('one'))
    server.fail(1000, 503)
    const stop = new AbortController()
    const work = open({ signal: stop.signal, backOff: { firstMs: 60_000 } }).add(server.url('market'))
    setTimeout(() => stop.abort(new Error('enough')), 200)
    await expect(work).rejects.toThrow('enough')
  })
})

beforeAll(() => {
  // A proxy of whoever runs the tests has nothing to do with them.
  for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) delete process.env[name]
})
