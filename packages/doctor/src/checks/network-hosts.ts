import type { RequiredHost } from '@cowork-mdm/schema'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, warning } from '../check.js'
import type { Reached } from '../facts/reachability.js'

/** Without these the app cannot work; the others take something away. */
const NEEDED = new Set<RequiredHost['purpose']>(['inference', 'sign-in', 'bootstrap'])

const ADVICE: Record<string, string> = {
  resolve: 'See whether the name is right and DNS of this network knows it.',
  connect: 'Let the firewall pass it.',
  proxy: 'Let the proxy pass it.',
  tls: 'See "network-issuer" for who shows the certificate; add that issuer to what the machine trusts, or except the host.',
}

export const networkHosts = defineCheck({
  title: 'Every host that this configuration needs can be reached',
  group: 'network',
  platforms: EVERYWHERE,
  severity: 'error',
  only: 'network',
  timeoutMs: 120_000,
  async run(patient) {
    const { proxy, hosts, patterns } = await patient.reachability()
    const failed = hosts.filter(({ result }) => !result.ok)
    const detail = failed.map(describe)
    if (patterns.length > 0) detail.push(`Not tried, as they stand for many: ${patterns.join(', ')}`)
    if (failed.length === 0) return ok(`${counted(hosts.length, 'host')} reached.`, { detail })
    // A server that was reached, and did not do, does not do through a proxy either.
    if (proxy.kind === 'untried' && failed.every(({ result }) => !result.ok && result.stage !== 'tls'))
      return warning(
        `${failed.length} of ${hosts.length} hosts cannot be reached without a proxy; ${proxy.why} (${proxy.from}).`,
        { detail, advice: 'See whether a browser of this machine gets through to them, and which proxy it takes.' },
      )
    const worst = failed.find(({ purposes }) => purposes.some((purpose) => NEEDED.has(purpose)))
    const { result } = worst ?? failed[0]!
    const rest = { detail, advice: ADVICE[result.ok ? 'connect' : result.stage]! }
    const message = `${failed.length} of ${hosts.length} hosts cannot be reached.`
    return worst ? failure(message, rest) : warning(message, rest)
  },
})

function describe({ host, port, purposes, result }: Reached): string {
  const what = [...new Set(purposes)].join(', ')
  return `${host}:${port} (${what}): ${result.ok ? 'reached' : `${result.reason} (${result.stage}, ${result.code})`}`
}
