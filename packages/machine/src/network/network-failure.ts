import type { NetworkFailure, TlsFacts } from '../host.js'

type Stage = NetworkFailure['stage']

const REASONS: Record<string, string> = {
  ENOTFOUND: 'the name is unknown',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nothing listens there, or a firewall refuses',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'there was no answer in time',
  TIMEOUT: 'there was no answer in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate’s authority is not trusted by this machine',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate’s authority is not trusted by this machine',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate’s authority is not trusted by this machine',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate’s authority is not trusted by this machine',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet; check the clock',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  EPROTO: 'what listens there does not speak TLS as expected',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what listens there does not speak TLS',
  'HTTP-407': 'the proxy asks for credentials',
}

/** A failure with its code in words. */
export function failed(stage: Stage, code: string, tls?: TlsFacts): NetworkFailure {
  const reason =
    REASONS[code] ?? (code.startsWith('HTTP-') ? `the proxy answered ${code.slice(5)}` : `it failed (${code})`)
  return { ok: false, stage, code, reason, ...(tls && { tls }) }
}

/** The failure that an error of the network tells of; any other error is a bug and thrown. */
export function networkFailure(stage: Stage, cause: unknown): NetworkFailure {
  const { code } = cause as { code?: unknown }
  if (!(cause instanceof Error) || typeof code !== 'string') throw cause
  // Several addresses were tried: the first one's failure stands for all.
  const [first] = cause instanceof AggregateError ? (cause.errors as { code?: string }[]) : []
  return failed(stage, first?.code ?? code)
}

/** Does something within a time limit, and throws the signal's reason as soon as it is aborted. */
export async function limited<T>(
  { stage, timeoutMs, signal }: { stage: Stage; timeoutMs: number; signal?: AbortSignal },
  work: () => Promise<T>,
): Promise<T | NetworkFailure> {
  signal?.throwIfAborted()
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  const end = new Promise<NetworkFailure>((resolve, reject) => {
    timer = setTimeout(() => resolve(failed(stage, 'TIMEOUT')), timeoutMs)
    onAbort = () => reject(signal?.reason as Error)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([work(), end])
  } finally {
    clearTimeout(timer)
    if (onAbort) signal?.removeEventListener('abort', onAbort)
  }
}
