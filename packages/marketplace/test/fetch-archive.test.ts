import { createHash } from 'node:crypto'
import { localHost } from '@cowork-mdm/machine'
import { describe, expect, test } from 'vitest'
import { fetchArchive } from '../src/index.js'
import { proxyFor } from '../src/archive/proxy-for.js'
import { zipOf } from './support/archives.js'
import { httpsServer, tunnelProxy } from './support/https-server.js'

const ZIP = zipOf([{ name: 'tools-1/.claude-plugin/plugin.json', text: '{"name":"tools"}' }])
const sha256 = createHash('sha256').update(ZIP).digest('hex')
const password = 'hunter2-hunter2'

async function failure(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'fetched',
    (error: { code: string; message: string; hint?: string }) => {
      expect(error.message + (error.hint ?? '')).not.toContain(password)
      return `${error.code}: ${error.message}`
    },
  )
}

describe('an archive', () => {
  test('is fetched, compared and unpacked', async () => {
    const { host, origin, requests } = await httpsServer({ '/x.zip': ZIP })
    const entries = await fetchArchive(host, { url: `${origin}/x.zip`, sha256: sha256.toUpperCase() })
    expect(entries.map(({ path, type, bytes }) => [path, type, bytes.toString()])).toEqual([
      ['.claude-plugin/plugin.json', 'file', '{"name":"tools"}'],
    ])
    expect(requests).toEqual([{ path: '/x.zip', authorization: undefined }])
  })

  test('of another digest is refused, and not looked at', async () => {
    const { host, origin } = await httpsServer({ '/x.zip': 'no archive at all' })
    expect(await failure(fetchArchive(host, { url: `${origin}/x.zip`, sha256 }))).toMatch(
      /^wrong-digest: Expected an archive with sha256 [0-9a-f]{64}, found [0-9a-f]{64}\.$/,
    )
  })

  test('of a server that the machine does not trust is refused', async () => {
    const { origin, ca } = await httpsServer({ '/x.zip': ZIP })
    const host = { ...localHost(), env: { NO_PROXY: '*' } }
    expect(await failure(fetchArchive(host, { url: `${origin}/x.zip`, sha256 }))).toMatch(
      /^download-failed: .*(?:UNABLE_TO_VERIFY|SELF_SIGNED)/,
    )
    expect(await fetchArchive(host, { url: `${origin}/x.zip`, sha256, ca: [ca] })).toHaveLength(1)
  })

  test.each([
    ['http://localhost/x.zip', 'insecure-source'],
    ['file:///x.zip', 'insecure-source'],
    ['x.zip', 'insecure-source'],
    [`https://me:${password}@localhost/x.zip`, 'secret-in-source'],
  ])('at %s is refused', async (url, code) => {
    expect(await failure(fetchArchive(localHost(), { url, sha256 }))).toMatch(new RegExp(`^${code}: `))
  })

  test('that is missing says so, without what is behind the question mark', async () => {
    const { host, origin } = await httpsServer({})
    const message = await failure(fetchArchive(host, { url: `${origin}/a/x.zip?token=${password}`, sha256 }))
    expect(message).toMatch(/^download-failed: Expected x\.zip from localhost:\d+, found HTTP status 404\.$/)
  })
})

describe('redirects', () => {
  test('on the same origin are followed, with the credential', async () => {
    const { host, origin, requests } = await httpsServer({
      '/x.zip': (_, response) => response.writeHead(302, { location: '/y.zip' }).end(),
      '/y.zip': ZIP,
    })
    expect(
      await fetchArchive(host, { url: `${origin}/x.zip`, sha256, credential: { username: 'me', password } }),
    ).toHaveLength(1)
    const authorization = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`
    expect(requests).toEqual([
      { path: '/x.zip', authorization },
      { path: '/y.zip', authorization },
    ])
  })

  test('to another server, or to http, are refused, and nobody else sees the credential', async () => {
    const other = await httpsServer({ '/x.zip': ZIP })
    const { host, origin } = await httpsServer({
      '/other': (_, response) => response.writeHead(302, { location: `${other.origin}/x.zip` }).end(),
      '/http': (_, response) => response.writeHead(302, { location: 'http://localhost/x.zip' }).end(),
      '/user': (_, response) =>
        response.writeHead(302, { location: `https://x:y@${new URL(origin).host}/x.zip` }).end(),
      '/nowhere': (_, response) => response.writeHead(302).end(),
    })
    for (const path of ['other', 'http', 'user'])
      expect(
        await failure(
          fetchArchive(host, { url: `${origin}/${path}`, sha256, credential: { username: 'me', password } }),
        ),
      ).toMatch(/^redirect-refused: /)
    expect(await failure(fetchArchive(host, { url: `${origin}/nowhere`, sha256 }))).toMatch(
      /^(?:redirect-refused|download-failed): /,
    )
    expect(other.requests).toEqual([])
  })

  test('in a circle end', async () => {
    const { host, origin, requests } = await httpsServer({
      '/x.zip': (_, response) => response.writeHead(307, { location: '/x.zip' }).end(),
    })
    expect(await failure(fetchArchive(host, { url: `${origin}/x.zip`, sha256 }))).toMatch(
      /^download-failed: .*more than 5 redirects/,
    )
    expect(requests).toHaveLength(6)
  })
})

describe('limits', () => {
  test('of size hold whether the server tells it or not', async () => {
    const { host, origin } = await httpsServer({
      '/told': Buffer.alloc(2000),
      '/untold': (_, response) => {
        response.write(Buffer.alloc(2000))
        response.end()
      },
      '/endless': (_, response) => {
        const write = () => {
          if (!response.destroyed && response.write(Buffer.alloc(500))) setImmediate(write)
          else response.once('drain', write)
        }
        write()
      },
    })
    for (const path of ['told', 'untold', 'endless'])
      expect(await failure(fetchArchive(host, { url: `${origin}/${path}`, sha256, maxBytes: 1000 }))).toMatch(
        /^download-too-large: /,
      )
  })

  test('of time hold for a server that is silent, and for one that drips', async () => {
    const { host, origin } = await httpsServer({
      '/silent': () => {},
      '/drip': (_, response) => {
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(timer))
      },
    })
    expect(await failure(fetchArchive(host, { url: `${origin}/silent`, sha256, idleMs: 100 }))).toMatch(
      /^download-failed: .*nothing for 100 ms/,
    )
    expect(await failure(fetchArchive(host, { url: `${origin}/drip`, sha256, timeoutMs: 300 }))).toMatch(
      /^download-timeout: /,
    )
  })

  test('an aborted signal ends it with its reason', async () => {
    const { host, origin } = await httpsServer({ '/silent': () => {} })
    const signal = AbortSignal.timeout(100)
    await expect(fetchArchive(host, { url: `${origin}/silent`, sha256, signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
  })

  test('a connection that breaks off is a failure', async () => {
    const { host, origin } = await httpsServer({
      '/x.zip': (_, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('x', () => response.destroy())
      },
    })
    expect(await failure(fetchArchive(host, { url: `${origin}/x.zip`, sha256 }))).toMatch(/^download-failed: /)
  })
})

describe('the proxy of the environment', () => {
  test('makes the tunnel, and does not see what is in it', async () => {
    const server = await httpsServer({ '/x.zip': ZIP })
    const proxy = await tunnelProxy()
    const { SSL_CERT_FILE } = server.host.env
    const host = {
      ...server.host,
      env: { SSL_CERT_FILE: SSL_CERT_FILE!, HTTPS_PROXY: proxy.url.replace('//', `//proxy-user:${password}@`) },
    }
    const credential = { username: 'me', password: 'for-the-server' }
    expect(await fetchArchive(host, { url: `${server.origin}/x.zip`, sha256, credential })).toHaveLength(1)
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    expect(proxy.tunnels).toEqual([{ to: new URL(server.origin).host, authorization: basic(`proxy-user:${password}`) }])
    expect(server.requests).toEqual([{ path: '/x.zip', authorization: basic('me:for-the-server') }])
  })

  test('that cannot be reached is named without its password', async () => {
    const { host, origin } = await httpsServer({ '/x.zip': ZIP })
    const env = { HTTPS_PROXY: `http://me:${password}@localhost:1` }
    expect(await failure(fetchArchive({ ...host, env }, { url: `${origin}/x.zip`, sha256 }))).toMatch(
      /^download-failed: .*ECONNREFUSED/,
    )
    const socks = { HTTPS_PROXY: `socks5://me:${password}@localhost:1` }
    expect(await failure(fetchArchive({ ...host, env: socks }, { url: `${origin}/x.zip`, sha256 }))).toMatch(
      /^proxy-unsupported: /,
    )
  })

  test.each<[env: Record<string, string>, url: string, expected: string | undefined]>([
    [{}, 'https://example.com', undefined],
    [{ HTTPS_PROXY: 'http://p:3128' }, 'https://example.com', 'http://p:3128/'],
    [{ https_proxy: 'p:3128' }, 'https://example.com', 'http://p:3128/'],
    [{ ALL_PROXY: 'http://p' }, 'https://example.com', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, 'https://example.com', undefined],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'a.com, .example.com' }, 'https://git.example.com', undefined],
    [{ HTTPS_PROXY: 'http://p', no_proxy: 'EXAMPLE.com' }, 'https://example.com', undefined],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'example.com' }, 'https://badexample.com', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'example.com:8443' }, 'https://example.com', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'example.com:443' }, 'https://example.com', undefined],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '' }, 'https://example.com', 'http://p/'],
  ])('%j is for %s: %s', (env, url, expected) => {
    expect(proxyFor(new URL(url), env)?.href).toBe(expected)
  })
})
