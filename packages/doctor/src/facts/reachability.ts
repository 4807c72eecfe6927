import {
  CoworkError,
  inTurns,
  type ConnectResult,
  type Host,
  type NetworkFailure,
  type ResolveResult,
} from '@cowork-mdm/machine'
import { requiredHosts, type JsonValue, type RequiredHost } from '@cowork-mdm/schema'
import { proxyOf, type ProxyChoice } from './proxy.js'

export interface Reached {
  host: string
  port: number
  /** What it is needed for; several settings may need it. */
  purposes: RequiredHost['purpose'][]
  /** Whether its name stands in a setting, so that it may be the company's own. */
  isOwn: boolean
  result: ConnectResult
}

export interface Reachability {
  proxy: ProxyChoice
  hosts: Reached[]
  /** Needed names with a `*`, which cannot be tried. */
  patterns: string[]
}

export interface ReachOptions {
  signal?: AbortSignal
  /** For each connection. */
  timeoutMs?: number
  /** Certificates (PEM) to trust instead of the machine's. */
  ca?: string[]
}

/**
 * Tries every host that the configuration needs, as the app goes: by name, through the proxy, with TLS and the certificates
 * that the machine trusts. Nothing is sent beyond the handshake.
 */
export async function reachability(
  host: Host,
  values: Readonly<Record<string, JsonValue>>,
  { signal, timeoutMs = 10_000, ca }: ReachOptions = {},
): Promise<Reachability> {
  const proxy = await proxyOf(host, values, signal)
  const needed = new Map<string, Omit<Reached, 'result'> & { plain: boolean }>()
  const patterns = new Set<string>()
  for (const { host: name, purpose, key, port = 443, plain = false } of requiredHosts(values)) {
    if (name.includes('*')) {
      patterns.add(name)
      continue
    }
    const id = `${name}:${port}`
    const known = needed.get(id) ?? { host: name, port, purposes: [], isOwn: false, plain }
    known.purposes.push(purpose)
    known.isOwn ||= key !== undefined && (JSON.stringify(values[key] ?? '') || '').includes(name)
    needed.set(id, known)
  }
  const options = { timeoutMs, ...(signal && { signal }) }
  const hosts = await inTurns([...needed.values()], 8, async ({ plain, ...place }): Promise<Reached> => {
    const by = proxy.for(place.host)
    const name = place.host.replace(/^\[|\]$/g, '')
    // A proxy looks names up itself.
    const found = by ? undefined : await told('resolve', host.resolve(name, options))
    if (found && !found.ok) return { ...place, result: found }
    const tls = plain ? false : ca ? { ca } : true
    return {
      ...place,
      result: await told('connect', host.connect(name, place.port, { ...options, tls, ...(by && { proxy: by }) })),
    }
  })
  return { proxy, hosts, patterns: [...patterns] }
}

/** A failure of the machine itself is one of the network, too. */
async function told<T extends ResolveResult | ConnectResult>(
  stage: NetworkFailure['stage'],
  trying: Promise<T>,
): Promise<T | NetworkFailure> {
  try {
    return await trying
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return { ok: false, stage, code: cause.code, reason: cause.message }
  }
}
