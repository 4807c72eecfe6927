import { CoworkError } from '../cowork-error.js'
import type { ConnectOptions, ConnectResult, ResolveResult } from '../host.js'
import { failed } from '../network/network-failure.js'
import type { HostFile } from './host-file.js'

/** Answers for names and connections as they were recorded. */
export function recordedNetwork({ names, connections }: Pick<HostFile, 'names' | 'connections'>) {
  return {
    async resolve(name: string, { signal }: { signal?: AbortSignal } = {}): Promise<ResolveResult> {
      signal?.throwIfAborted()
      const found = Object.hasOwn(names, name) ? names[name] : undefined
      if (found === undefined) throw notRecorded(`addresses of ${name}`, 'names')
      return typeof found === 'string' ? failed('resolve', found) : { ok: true, addresses: found }
    },

    async connect(
      name: string,
      port: number,
      { tls = false, proxy, signal }: ConnectOptions = {},
    ): Promise<ConnectResult> {
      signal?.throwIfAborted()
      const recorded = connections.find((candidate) => {
        const same = candidate.name === name && candidate.port === port
        return same && candidate.proxy?.name === proxy?.name && candidate.proxy?.port === proxy?.port
      })
      if (!recorded)
        throw notRecorded(
          `a connection to ${name}:${port}${proxy ? ` by ${proxy.name}:${proxy.port}` : ''}`,
          'connections',
        )
      const { address = '', failure } = recorded
      const shown = recorded.tls && { ...recorded.tls, validTo: new Date(recorded.tls.validTo) }
      // Who makes no handshake sees no failure of it.
      if (failure && (tls !== false || failure.stage !== 'tls')) return failed(failure.stage, failure.code, shown)
      return { ok: true, address, ...(tls !== false && shown && { tls: shown }) }
    },
  }
}

function notRecorded(what: string, where: string): CoworkError {
  return new CoworkError('not-recorded', `Expected a recorded answer, found none for ${what}.`, {
    hint: `A folder has no network: add the answer to "${where}" in host.json.`,
  })
}
