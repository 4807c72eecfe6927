import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { CoworkError, trustedCertificates, type Host } from '@cowork-mdm/machine'
import { proxyFor } from './proxy-for.js'

export interface DownloadOptions {
  /** 256 MiB unless told otherwise. */
  maxBytes?: number
  /** For everything together, redirects too; 5 minutes unless told otherwise. */
  timeoutMs?: number
  /** A server that sends nothing for so long is given up; 30 seconds unless told otherwise. */
  idleMs?: number
  /** Certificates (PEM) to trust instead of those that the machine trusts. */
  ca?: readonly string[] | undefined
  /** User name and password. They go to the origin of `url` only, and into no message. */
  credential?: { username: string; password: string } | undefined
  signal?: AbortSignal | undefined
}

const MAX_REDIRECTS = 5

/**
 * Fetches a file by https. Redirects are followed on the same origin only, as whoever controls another one was not chosen.
 * The proxy of the machine's environment is used.
 *
 * @throws CoworkError `insecure-source`, `secret-in-source`, `redirect-refused`, `download-failed`, `download-too-large`,
 * `download-timeout`, `proxy-unsupported`
 */
export async function download(host: Host, address: string, options: DownloadOptions = {}): Promise<Buffer> {
  const { maxBytes = 256 * 1024 * 1024, timeoutMs = 5 * 60_000, signal } = options
  const first = checkedUrl(address)
  const limit = AbortSignal.timeout(timeoutMs)
  const ending = signal ? AbortSignal.any([signal, limit]) : limit
  const ca = options.ca ?? (await trustedCertificates(host))
  try {
    let url = first
    for (let count = 0; count <= MAX_REDIRECTS; count += 1) {
      const answer = await get(host, url, { ...options, ca, signal: ending })
      const next = redirectOf(answer, url)
      if (!next) return await bodyOf(answer, { url, maxBytes, signal: ending })
      answer.destroy()
      url = next
    }
    throw failed(first, `more than ${MAX_REDIRECTS} redirects`)
  } catch (cause) {
    signal?.throwIfAborted()
    if (limit.aborted)
      throw new CoworkError(
        'download-timeout',
        `Expected ${first.host} to send ${nameOf(first)} within ${timeoutMs} ms, found that it did not.`,
        {
          hint: 'Try again later, or check the network and the proxy.',
        },
      )
    if (cause instanceof CoworkError || cause instanceof TypeError) throw cause
    throw failed(first, reasonOf(cause), cause)
  }
}

function checkedUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'https:')
    throw new CoworkError(
      'insecure-source',
      `Expected an address that begins with https://, found ${url ? `one with ${url.protocol}//` : 'something else'}.`,
      {
        hint: 'Use https, so that nobody on the way can change what arrives.',
      },
    )
  if (url.username + url.password === '') return url
  throw new CoworkError(
    'secret-in-source',
    `Expected an address without user name and password, found one of ${url.host}.`,
    {
      hint: 'Give --credential-file instead.',
    },
  )
}

async function get(
  host: Host,
  url: URL,
  { ca, credential, idleMs = 30_000, signal }: DownloadOptions,
): Promise<IncomingMessage> {
  const proxy = proxyFor(url, host.env)
  const options: RequestOptions = {
    ...(ca && { ca: [...ca] }),
    signal,
    timeout: idleMs,
    headers: { 'user-agent': 'cowork-mdm', accept: '*/*', 'accept-encoding': 'identity' },
    // With a pool of its own, a connection that another part of the program has opened is not taken.
    agent: proxy ? (await import('./proxy-agent.js')).proxyAgent(proxy, ca) : false,
    ...(credential && { auth: `${credential.username}:${credential.password}` }),
  }
  const asked = request(url, options)
  asked.once('timeout', () => asked.destroy(new Error(`nothing for ${idleMs} ms`)))
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return answer
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, url: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined
  const { location = '' } = headers
  const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined
  if (next?.origin === url.origin && next.username + next.password === '') return next
  throw new CoworkError(
    'redirect-refused',
    `Expected ${url.host} to send ${nameOf(url)} itself, found a redirect to ${next ? next.host : 'nowhere'}.`,
    {
      hint: 'Give the final address, if you trust it.',
    },
  )
}

async function bodyOf(
  answer: IncomingMessage,
  { url, maxBytes, signal }: { url: URL; maxBytes: number; signal: AbortSignal },
): Promise<Buffer> {
  if (answer.statusCode !== 200) {
    answer.destroy()
    throw failed(url, `HTTP status ${answer.statusCode}`)
  }
  const tooLarge = () =>
    new CoworkError(
      'download-too-large',
      `Expected at most ${maxBytes} bytes from ${url.host} for ${nameOf(url)}, found more.`,
      {
        hint: 'Check that the address is the right one.',
      },
    )
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) {
    answer.destroy()
    throw tooLarge()
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    signal.throwIfAborted()
    if ((size += chunk.length) > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function failed(url: URL, reason: string, cause?: unknown): CoworkError {
  return new CoworkError('download-failed', `Expected ${nameOf(url)} from ${url.host}, found ${reason}.`, {
    hint: 'Check the address, the network, and the proxy in the environment.',
    cause,
  })
}

/** The last name of the path; what is behind `?` may be a token. */
function nameOf(url: URL): string {
  return url.pathname.split('/').findLast((part) => part !== '') ?? 'the page'
}

/** What the system or OpenSSL says, without what a proxy's address may hold. */
function reasonOf(cause: unknown): string {
  const { code, message } = cause as { code?: unknown; message?: unknown }
  return typeof code === 'string' ? code : String(message).replace(/\/\/[^/@\s]*@/g, '//')
}
