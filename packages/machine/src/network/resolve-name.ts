import { lookup } from 'node:dns/promises'
import type { ResolveResult } from '../host.js'
import { limited, networkFailure } from './network-failure.js'

const TIMEOUT_MS = 10_000

/** Addresses as the system's resolver gives them, with its hosts file and order. */
export async function resolveName(
  name: string,
  { timeoutMs = TIMEOUT_MS, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<ResolveResult> {
  return await limited<ResolveResult>({ stage: 'resolve', timeoutMs, signal }, async () => {
    try {
      const found = await lookup(name, { all: true, verbatim: true })
      return { ok: true, addresses: found.map(({ address }) => address) }
    } catch (cause) {
      return networkFailure('resolve', cause)
    }
  })
}
