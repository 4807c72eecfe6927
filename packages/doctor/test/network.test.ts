import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { localHost, type Host, type NetworkFailure } from '@cowork-mdm/machine'
import { makeAuthority, type Authority } from '@cowork-mdm/test-support/certificates'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { isPublicIssuer } from '../src/facts/public-issuers.js'
import { runDoctor } from '../src/index.js'
import { openScenario } from './support/open-scenario.js'

const real = localHost()
const MANAGED = '/etc/claude-desktop/managed-settings.json'
let folder: string
let authority: Authority

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-network-'))
  authority = makeAuthority(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A server with a certificate of the authority above, for so many days. */
async function tlsServer(name: string, days: number): Promise<number> {
  const certificate = authority.issue(name, 'DNS:localhost', days)
  return await listen(createTlsServer(certificate, (socket) => socket.on('error', () => {})))
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const UNKNOWN: NetworkFailure = { ok: false, stage: 'resolve', code: 'ENOTFOUND', reason: 'the name is unknown' }

/** A machine whose gateway is a server of this one, and which knows no other name. */
async function machine(
  port: number,
  env: Record<string, string> = {},
  more: Record<string, string> = {},
): Promise<Host> {
  const { host } = await openScenario('linux-healthy')
  const values = {
    inferenceProvider: 'gateway',
    inferenceGatewayBaseUrl: `https://localhost:${port}`,
    inferenceGatewayApiKey: 'never-sent-key',
    disableEssentialTelemetry: true,
    disableNonessentialTelemetry: true,
    disableNonessentialServices: true,
    disableAutoUpdates: true,
    ...more,
  }
  await host.write(MANAGED, JSON.stringify(values), { mode: 0o644, owner: { uid: 0, gid: 0 } })
  return {
    ...host,
    env: { ...host.env, ...env },
    now: () => new Date(),
    resolve: async (name, options) => (name === 'localhost' ? await real.resolve(name, options) : UNKNOWN),
    connect: async (name, ...rest) => (name === 'localhost' ? await real.connect(name, ...rest) : UNKNOWN),
  }
}

const only = ['network-proxy', 'network-hosts', 'network-issuer']

async function examine(host: Host, trust = true) {
  const ca = [authority.ca]
  const { checks } = await runDoctor(host, { only, network: { timeoutMs: 1500, ...(trust && { ca }) } })
  return Object.fromEntries(checks.map((check) => [check.id, check]))
}

describe('the network', () => {
  it('reaches a server whose authority the machine trusts, and names it as the company’s own', async () => {
    const found = await examine(await machine(await tlsServer('good', 60)))
    expect(found['network-hosts']).toMatchObject({ status: 'warning', message: '1 of 2 hosts cannot be reached.' })
    expect(found['network-hosts']!.detail).toEqual([
      'downloads.claude.ai:443 (installation): the name is unknown (resolve, ENOTFOUND)',
    ])
    expect(found['network-issuer']).toMatchObject({ status: 'ok' })
    expect(found['network-issuer']!.detail[0]).toMatch(
      /^localhost:\d+: .*O=Example Corporation.*which may be your own$/,
    )
  })

  it('names who signed a certificate that the machine does not trust', async () => {
    const found = await examine(await machine(await tlsServer('foreign', 60)), false)
    expect(found['network-hosts']).toMatchObject({ status: 'error' })
    expect(found['network-hosts']!.detail.join('\n')).toMatch(/localhost:\d+ \(inference\): .* \(tls, /)
    expect(found['network-issuer']!.detail.join('\n')).toContain('O=Example Corporation')
  })

  it('tells that a certificate has ended', async () => {
    const found = await examine({ ...(await machine(await tlsServer('ended', -1))) })
    expect(found['network-hosts']).toMatchObject({ status: 'error' })
    expect(found['network-hosts']!.detail.join('\n')).toContain('CERT_HAS_EXPIRED')
    expect(found['network-issuer']!.detail.join('\n')).toMatch(/valid until/)
  })

  it('tells that a proxy refuses, and sends it no password', async () => {
    const seen: string[] = []
    const proxy = createHttpServer()
    proxy.on('connect', (request, socket) => {
      seen.push(JSON.stringify(request.headers))
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    })
    const port = await listen(proxy)
    const host = await machine(await tlsServer('behind', 60), {
      https_proxy: `http://user:planted-password@127.0.0.1:${port}`,
    })
    const found = await examine(host)
    expect(found['network-proxy']).toMatchObject({
      status: 'error',
      message: `127.0.0.1:${port} (the environment) lets 0 of 2 hosts through.`,
    })
    expect(found['network-proxy']!.detail[1]).toContain('HTTP-407')
    expect(seen).toHaveLength(1)
    expect(seen.join('') + JSON.stringify(found)).not.toMatch(/planted-password|dXNlcj|never-sent-key|authorization/i)
  })

  it('does not call unreachable what a script may send through a proxy', async () => {
    const closed = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo
        server.close(() => resolve(port))
      })
    })
    const machineWith = async (settings: Record<string, string>, port: number) => {
      const host = await machine(port, {}, settings)
      const status = 'Package: claude-desktop\nStatus: install ok installed\nVersion: 1.44121.1-1\n'
      await host.write('/var/lib/dpkg/status', status)
      return host
    }
    const script = { egressProxyPacUrl: 'https://pac.example.com/proxy.pac' }
    for (const [settings, why] of [
      [script, 'a script decides (egressProxyPacUrl)'],
      [{ egressProxyUrl: 'https://proxy.example.com' }, 'the proxy itself speaks TLS (egressProxyUrl)'],
    ] as const) {
      const found = await examine(await machineWith(settings, closed))
      expect(found['network-proxy']).toMatchObject({
        status: 'skipped',
        message: `Hosts were tried without a proxy: ${why}.`,
      })
      expect(found['network-hosts']).toMatchObject({
        status: 'warning',
        message: `2 of 2 hosts cannot be reached without a proxy; ${why}.`,
      })
    }
    const ended = await examine(await machineWith(script, await tlsServer('ended-too', -1)))
    expect(ended['network-hosts']).toMatchObject({ status: 'error' })
  })

  it('gives up on what never answers', async () => {
    const found = await examine(await machine(await listen(createServer((socket) => socket.on('error', () => {})))))
    expect(found['network-hosts']!.detail.join('\n')).toMatch(/localhost:\d+ \(inference\): .*\(tls, TIMEOUT\)/)
  })
})

describe('isPublicIssuer', () => {
  it.each([
    'CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US',
    "CN=R11, O=Let's Encrypt, C=US",
    'CN=WR2, O=Google Trust Services, C=US',
    'CN=Amazon RSA 2048 M02, O=Amazon, C=US',
    'CN=Microsoft Azure RSA TLS Issuing CA 08, O=Microsoft Corporation, C=US',
  ])('knows %s', (issuer) => expect(isPublicIssuer(issuer)).toBe(true))

  it.each([
    'CN=Zscaler Intermediate Root CA, O=Zscaler Inc., C=US',
    'CN=Amazon, O=Example Corp',
    'CN=O=DigiCert Inc',
    '',
  ])('does not take %s for one', (issuer) => expect(isPublicIssuer(issuer)).toBe(false))
})
