import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { localHost } from '../src/index.js'
import { shakeHands } from '../src/network/shake-hands.js'
import { trustedCertificates } from '../src/network/trusted-certificates.js'
import { makeAuthority } from '@cowork-mdm/test-support/certificates'
import { programOf } from './unprivileged.js'

const host = localHost()
let folder: string
let authority: ReturnType<typeof makeAuthority>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-'))
  authority = makeAuthority(folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Listens on a port of this machine until the test ends. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

async function tlsServer(subjectAltName: string, days = 30): Promise<number> {
  const { cert, key } = authority.issue(`server-${subjectAltName.length}-${days}`, subjectAltName, days)
  return await listen(createTlsServer({ cert, key }, (socket) => socket.on('error', () => {})))
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('a connection that is cut before the handshake is no silence', async () => {
  const socket = connect(await listen(createServer((opened) => opened.on('error', () => {}))), '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
  await once(socket, 'close')
  await expect(shakeHands(socket, { host: '127.0.0.1' })).rejects.toMatchObject({ code: 'ECONNRESET' })
})

describe('names', () => {
  test('have addresses', async () => {
    expect(await host.resolve('127.0.0.1')).toEqual({ ok: true, addresses: ['127.0.0.1'] })
    const local = await host.resolve('localhost')
    expect(local).toMatchObject({ ok: true })
  })

  test('that nobody has are a failure in words', async () => {
    expect(await host.resolve('nobody.invalid')).toMatchObject({
      ok: false,
      stage: 'resolve',
      code: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/),
      reason: expect.stringMatching(/name/),
    })
  })

  test('are not asked for when the signal is aborted', async () => {
    await expect(host.resolve('localhost', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

describe('connections', () => {
  test('reach a port, send nothing and hang up', async () => {
    const heard: Buffer[] = []
    let closed = false
    const port = await listen(
      createServer((socket) => socket.on('data', (chunk) => heard.push(chunk)).on('close', () => (closed = true))),
    )
    expect(await host.connect('127.0.0.1', port)).toEqual({ ok: true, address: '127.0.0.1' })
    await expect.poll(() => closed).toBe(true)
    expect(heard).toEqual([])
  })

  test('that are refused, or whose name is unknown, say so', async () => {
    expect(await host.connect('127.0.0.1', await closedPort())).toEqual({
      ok: false,
      stage: 'connect',
      code: 'ECONNREFUSED',
      reason: 'nothing listens there, or a firewall refuses',
    })
    expect(await host.connect('nobody.invalid', 443)).toMatchObject({ ok: false, stage: 'resolve' })
  })

  test('have a time limit, and tell how far they came', async () => {
    const port = await listen(createServer(() => {}))
    const started = performance.now()
    expect(await host.connect('127.0.0.1', port, { tls: true, timeoutMs: 200 })).toEqual({
      ok: false,
      stage: 'tls',
      code: 'TIMEOUT',
      reason: 'there was no answer in time',
    })
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  test('end with the signal, whose reason is thrown', async () => {
    const port = await listen(createServer(() => {}))
    const controller = new AbortController()
    const reason = new Error('enough')
    const connecting = host.connect('127.0.0.1', port, { tls: true, signal: controller.signal })
    setTimeout(() => controller.abort(reason), 50)
    await expect(connecting).rejects.toBe(reason)
    await expect(host.connect('127.0.0.1', port, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

describe('TLS', () => {
  const issuer = 'CN=Example Inspection, O=Example Corporation'

  test('with a trusted certificate', async () => {
    const port = await tlsServer('IP:127.0.0.1')
    const result = await host.connect('127.0.0.1', port, { tls: { ca: [authority.ca] } })
    expect(result).toMatchObject({
      ok: true,
      tls: { protocol: 'TLSv1.3', subject: expect.stringMatching(/^CN=server-/), issuer },
    })
    const day = 24 * 60 * 60 * 1000
    const left = result.tls!.validTo.getTime() - Date.now()
    expect(left).toBeGreaterThan(29 * day)
    expect(left).toBeLessThan(31 * day)
  })

  test('names who signed a certificate that this machine does not trust', async () => {
    const port = await tlsServer('IP:127.0.0.1')
    expect(await host.connect('127.0.0.1', port, { tls: true })).toMatchObject({
      ok: false,
      stage: 'tls',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      reason: 'the certificate’s authority is not trusted by this machine',
      tls: { issuer },
    })
  })

  test.each([
    ['for another name', 'DNS:other.example', 30, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['that has expired', 'IP:127.0.0.1', 0, 'CERT_HAS_EXPIRED'],
  ])('refuses a certificate %s', async (_, name, days, code) => {
    const port = await tlsServer(name, days)
    // Made to be valid until now, to the second.
    if (days === 0) await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await host.connect('127.0.0.1', port, { tls: { ca: [authority.ca] } })).toMatchObject({
      ok: false,
      stage: 'tls',
      code,
      tls: { issuer },
    })
  })

  test.each([
    ['speaks another language', 'hello\n', 'ERR_SSL_WRONG_VERSION_NUMBER'],
    ['hangs up', undefined, 'ECONNRESET'],
  ])('with something that %s fails with a reason', async (_, says, code) => {
    const port = await listen(
      createServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () => (says === undefined ? socket.destroy() : socket.write(says)))
      }),
    )
    const result = await host.connect('127.0.0.1', port, { tls: true })
    expect(result).toMatchObject({ ok: false, stage: 'tls', code })
  })

  test.runIf(process.platform === 'linux')('trusts what the machine trusts', async () => {
    const port = await tlsServer('IP:127.0.0.1')
    const bundle = join(folder, 'bundle.crt')
    writeFileSync(bundle, `# all that we trust\n${authority.ca}`)
    const program = `console.log(JSON.stringify(await machine.localHost().connect('127.0.0.1', ${port}, { tls: true })))`
    const { stdout } = await host.run(process.execPath, ['--input-type=module'], {
      input: programOf(program),
      env: { SSL_CERT_FILE: bundle },
    })
    expect(JSON.parse(stdout.toString())).toMatchObject({ ok: true, tls: { issuer } })
  })
})

describe('certificates that a machine trusts', () => {
  const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`
  const said = (text: string) => ({ exitCode: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0) })
  const nothing = () => Promise.reject(new Error('none'))

  test.each([
    ['darwin', '/usr/bin/security', `${pem('AAAA')}\n${pem('BBBB')}\n${pem('AAAA')}\n`],
    [
      'win32',
      'C:\\WINDOWS\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      `${pem('AAAA').replaceAll('\n', '\r\n')}\r\n${pem('BBBB')}`,
    ],
  ] as const)('come from its own tool on %s', async (platform, tool, output) => {
    const asked: string[] = []
    const run = async (command: string) => {
      asked.push(command)
      return said(output)
    }
    const found = await trustedCertificates({ platform, env: { SYSTEMROOT: 'C:\\WINDOWS' }, read: nothing, run })
    expect(found?.map((text) => text.replaceAll('\r', ''))).toEqual([pem('AAAA'), pem('BBBB')])
    expect(asked).toEqual([tool])
  })

  test('are unknown where nothing can be read', async () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      expect(await trustedCertificates({ platform, env: {}, read: nothing, run: nothing })).toBeUndefined()
    }
  })
})

describe('a proxy', () => {
  async function proxy(
    answer: number,
    asked: { url?: string; headers?: object } = {},
  ): Promise<{ name: string; port: number }> {
    const server = createHttpServer().on('connect', (request, socket) => {
      Object.assign(asked, { url: request.url, headers: request.headers })
      socket.on('error', () => {})
      if (answer !== 200) return socket.end(`HTTP/1.1 ${answer} No\r\nProxy-Authenticate: Basic\r\n\r\n`)
      const [name, port] = request.url!.split(':')
      const target = connect(Number(port), name, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(target).pipe(socket)
      })
      target.on('error', () => socket.destroy())
    })
    return { name: '127.0.0.1', port: await listen(server) }
  }

  test('is asked for a tunnel, without credentials, and TLS runs through it', async () => {
    const port = await tlsServer('IP:127.0.0.1')
    const asked: { url?: string; headers?: object } = {}
    const options = { tls: { ca: [authority.ca] }, proxy: await proxy(200, asked) }
    expect(await host.connect('127.0.0.1', port, options)).toMatchObject({ ok: true, tls: { protocol: 'TLSv1.3' } })
    expect(asked.url).toBe(`127.0.0.1:${port}`)
    expect(Object.keys(asked.headers!).sort()).toEqual(['connection', 'host'])
  })

  test.each([
    [407, 'the proxy asks for credentials'],
    [502, 'the proxy answered 502'],
  ])('that answers %i is a failure in words', async (status, reason) => {
    expect(await host.connect('127.0.0.1', 443, { proxy: await proxy(status) })).toEqual({
      ok: false,
      stage: 'proxy',
      code: `HTTP-${status}`,
      reason,
    })
  })

  test('that is not there is a failed connection', async () => {
    const gone = { name: '127.0.0.1', port: await closedPort() }
    expect(await host.connect('localhost', 443, { proxy: gone })).toMatchObject({
      stage: 'connect',
      code: 'ECONNREFUSED',
    })
  })

  test('that is none does not hang', async () => {
    const port = await listen(createServer((socket) => socket.on('error', () => {}).write('220 mail ready\r\n')))
    const result = await host.connect('127.0.0.1', 443, { proxy: { name: '127.0.0.1', port } })
    expect(result).toMatchObject({ ok: false, stage: 'proxy', code: expect.stringMatching(/^HPE_/) })
  })
})
