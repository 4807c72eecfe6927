import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface GitServer {
  /** Of a repository in the folder. */
  url: (name: string) => string
  /** `GET /market.git/info/refs?service=git-upload-pack`, one for each that came. */
  requests: string[]
  /** Most requests that were answered at the same time. */
  peak: number
  /** Of all answers, without their heads. */
  bytes: number
  /** Milliseconds that all requests took together. */
  busyMs: number
  /** Answers so many requests with this status, before any other. */
  fail: (times: number, status: number) => void
  /** Sends everybody to another server. */
  redirect: (to: string) => void
}

/** Git's own smart HTTP server on this machine, which asks for a password where one is given. */
export async function serveRepositories(
  folder: string,
  { user, password }: { user?: string; password?: string } = {},
): Promise<GitServer> {
  let running = 0
  let failures = 0
  let status = 503
  let elsewhere: string | undefined
  const server = createServer((request, response) => {
    state.requests.push(`${request.method} ${request.url}`)
    running += 1
    state.peak = Math.max(state.peak, running)
    const started = performance.now()
    response.once('close', () => {
      running -= 1
      state.busyMs += performance.now() - started
    })
    const write = response.write.bind(response) as (chunk: Buffer) => boolean
    response.write = ((chunk: Buffer) => {
      state.bytes += chunk.length
      return write(chunk)
    }) as typeof response.write
    const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    if (elsewhere !== undefined) {
      response.writeHead(302, { location: elsewhere + request.url }).end()
    } else if (failures > 0) {
      failures -= 1
      response.writeHead(status).end()
    } else if (user !== undefined && request.headers.authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    } else answer(folder, request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const state: GitServer = {
    url: (name) => `http://127.0.0.1:${port}/${name}.git`,
    requests: [],
    peak: 0,
    bytes: 0,
    busyMs: 0,
    redirect(to) {
      elsewhere = to
    },
    fail(times, with_) {
      failures = times
      status = with_
    },
  }
  return state
}

/** https://git-scm.com/docs/git-http-backend: a CGI program, which writes headers, an empty line and the body. */
function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url!, 'http://localhost')
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  backend.stdin.on('error', () => {})
  request.pipe(backend.stdin)
  let head: Buffer | undefined = Buffer.alloc(0)
  backend.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) return void response.write(chunk)
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const fields = head
      .toString('latin1', 0, end)
      .split('\r\n')
      .map((line) => /^([^:]+): *(.*)$/.exec(line)!)
    for (const [, name = '', value = ''] of fields) {
      if (name.toLowerCase() === 'status') response.statusCode = parseInt(value)
      else response.setHeader(name, value)
    }
    response.write(head.subarray(end + 4))
    head = undefined
  })
  backend.on('close', () => response.end())
}
