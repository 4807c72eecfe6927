import type { Socket } from 'node:net'
import type { TlsFacts } from '../host.js'

/** Makes a TLS handshake; `problem` is OpenSSL's or Node's code for why the certificate is not to be trusted. */
export async function shakeHands(
  socket: Socket,
  options: { host: string; servername?: string; ca?: string[] },
): Promise<{ facts: TlsFacts; problem?: string }> {
  const { connect } = await import('node:tls')
  return await new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(cause)
    const cut = () => fail(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
    // Of a socket that was cut before, TLS says nothing at all.
    if (socket.destroyed) return cut()
    // Refused by us below, once it is known whose certificate it is.
    const secure = connect({ socket, rejectUnauthorized: false, ...options })
    secure.once('error', fail)
    secure.once('close', cut)
    secure.once('secureConnect', () => {
      const certificate = secure.getPeerCertificate()
      const facts: TlsFacts = {
        protocol: secure.getProtocol() ?? '',
        subject: nameOf(certificate.subject),
        issuer: nameOf(certificate.issuer),
        validTo: new Date(certificate.valid_to),
      }
      const { authorized, authorizationError } = secure
      secure.destroy()
      resolve(authorized ? { facts } : { facts, problem: codeOf(authorizationError) })
    })
  })
}

/** A distinguished name in one line, the most specific part first. */
function nameOf(name: Record<string, string | string[] | undefined> | undefined): string {
  return Object.entries(name ?? {})
    .reverse()
    .flatMap(([key, values]) => [values ?? []].flat().map((value) => `${key}=${value}`))
    .join(', ')
}

/** Node documents an error and gives a code for most certificates. */
function codeOf(problem: unknown): string {
  if (typeof problem === 'string') return problem
  return (problem as { code?: string } | undefined)?.code ?? 'UNTRUSTED'
}
