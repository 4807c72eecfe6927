import { connect as connectTcp, isIP, type Socket } from 'node:net'
import type { ConnectOptions, ConnectResult, NetworkFailure } from '../host.js'
import { failed, limited, networkFailure } from './network-failure.js'
import { openTunnel } from './open-tunnel.js'
import { shakeHands } from './shake-hands.js'

const TIMEOUT_MS = 10_000

/**
 * As `Host.connect`; `trusted` gives the certificates that this machine trusts, or nothing for those that Node knows.
 */
export async function connectTo(
  name: string,
  port: number,
  { timeoutMs = TIMEOUT_MS, signal, tls = false, proxy }: ConnectOptions,
  trusted: () => Promise<string[] | undefined>,
): Promise<ConnectResult> {
  let stage: NetworkFailure['stage'] = 'connect'
  let socket: Socket | undefined
  try {
    const result = await limited({ stage, timeoutMs, signal }, async (): Promise<ConnectResult> => {
      socket = await open(proxy?.name ?? name, proxy?.port ?? port, (opened) => (socket = opened))
      const address = socket.remoteAddress ?? ''
      if (proxy) {
        stage = 'proxy'
        const answer = await openTunnel(socket, name, port)
        if (answer !== 200) return failed('proxy', `HTTP-${answer}`)
      }
      if (tls === false) return { ok: true, address }
      stage = 'tls'
      const ca = tls === true ? await trusted() : tls.ca
      // An address has no name that a server could choose its certificate by.
      const { facts, problem } = await shakeHands(socket, { host: name, servername: isIP(name) ? undefined : name, ca })
      return problem === undefined ? { ok: true, address, tls: facts } : failed('tls', problem, facts)
    })
    return result.ok || result.code !== 'TIMEOUT' ? result : { ...result, stage }
  } catch (cause) {
    signal?.throwIfAborted()
    const failure = networkFailure(stage, cause)
    const unresolved = failure.code === 'ENOTFOUND' || failure.code === 'EAI_AGAIN'
    return unresolved ? { ...failure, stage: 'resolve' } : failure
  } finally {
    socket?.destroy()
  }
}

async function open(host: string, port: number, opening: (socket: Socket) => void): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port })
    // Known before it is connected, so that it can be given up.
    opening(socket)
    socket.once('connect', () => {
      socket.off('error', reject)
      // Between two steps nobody listens, and whatever happens then shows in the next one.
      socket.on('error', () => {})
      resolve(socket)
    })
    socket.once('error', reject)
  })
}
