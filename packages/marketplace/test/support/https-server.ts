import { writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { localHost, type Host } from '@cowork-mdm/machine'
import { makeAuthority } from '@cowork-mdm/test-support/certificates'
import { onTestFinished } from 'vitest'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

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
  const folder = folderInMemory()
  const authority = makeAuthority(folder)
  const { cert, key } = authority.issue('localhost', 'DNS:localhost', 2)
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
  writeFileSync(join(folder, 'trusted.pem'), authority.ca)
  const host = {
    ...localHost(),
    env: { ...localHost().env, SSL_CERT_FILE: join(folder, 'trusted.pem'), NO_PROXY: 'localhost' },
  }
  return { origin: `https://localhost:${port}`, ca: authority.ca, host, requests }
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
