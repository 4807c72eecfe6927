import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { localHost, type Host } from '@cowork-mdm/machine'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folders.js'

export interface HttpsServer {
  /** `https://localhost:port` */
  origin: string
  /** Certificate of the authority, which no machine trusts by itself. */
  ca: string
  /** This machine, if it trusted that authority. */
  host: Host
  /** What was asked for. */
  requests: { path: string; authorization: string | undefined }[]
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A real web server of this machine that ends with the test. Paths that are not known are 404. */
export async function httpsServer(pages: Readonly<Record<string, Answer | Buffer | string>>): Promise<HttpsServer> {
  const folder = temporaryFolder()
  const { ca, cert, key } = makeCertificate(folder)
  const requests: HttpsServer['requests'] = []
  const server = createServer({ cert, key }, (request, response) => {
    const path = request.url ?? ''
    requests.push({ path, authorization: request.headers.authorization })
    const page = pages[path.replace(/\?.*$/, '')]
    if (page === undefined) response.writeHead(404).end('no such page')
    else if (typeof page === 'function') page(request, response)
    else response.end(page)
  })
  const port = await listen(server)
  writeFileSync(join(folder, 'trusted.pem'), ca)
  const host = {
    ...localHost(),
    env: { ...localHost().env, SSL_CERT_FILE: join(folder, 'trusted.pem'), NO_PROXY: 'localhost' },
  }
  return { origin: `https://localhost:${port}`, ca, host, requests }
}

/** An HTTP proxy that makes tunnels, and takes down for whom. */
export async function tunnelProxy(): Promise<{
  url: string
  tunnels: { to: string; authorization: string | undefined }[]
}> {
  const tunnels: { to: string; authorization: string | undefined }[] = []
  const proxy = createHttpServer()
  proxy.on('connect', (request, socket) => {
    tunnels.push({ to: request.url!, authorization: request.headers['proxy-authorization'] })
    const [name, port] = request.url!.split(':')
    const through = connect(Number(port), name, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  return { url: `http://localhost:${await listen(proxy)}`, tunnels }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(() => {
    if ('closeAllConnections' in server)
      (server as unknown as { closeAllConnections: () => void }).closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function makeCertificate(folder: string): { ca: string; cert: string; key: string } {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  openssl('req', '-x509', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Example Authority')
  openssl(
    'req',
    '-x509',
    ...curve,
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-keyout',
    'server.key',
    '-out',
    'server.pem',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
    '-addext',
    'basicConstraints=critical,CA:FALSE',
  )
  const [ca, cert, key] = ['ca.pem', 'server.pem', 'server.key'].map((file) => readFileSync(join(folder, file), 'utf8'))
  return { ca: ca!, cert: cert!, key: key! }
}
