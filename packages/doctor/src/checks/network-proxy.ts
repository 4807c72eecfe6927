import { defineCheck, EVERYWHERE, failure, ok, skipped } from '../check.js'

export const networkProxy = defineCheck({
  title: 'The proxy lets the app out',
  group: 'network',
  platforms: EVERYWHERE,
  severity: 'error',
  only: 'network',
  timeoutMs: 120_000,
  async run(patient) {
    const { proxy, hosts } = await patient.reachability()
    if (proxy.kind === 'direct') return ok('There is none.')
    if (proxy.kind === 'untried')
      return skipped(`Hosts were tried without a proxy: ${proxy.why} (${proxy.from}).`, {
        advice: 'See whether a browser of this machine gets through to the hosts that fail.',
      })
    if (proxy.kind === 'unusable')
      return failure(`Expected the address of an HTTP proxy from ${proxy.from}, found something else.`, {
        advice: 'Write http://name:port.',
      })
    const { name, port } = proxy.address!
    const place = `${name}:${port} (${proxy.from})`
    const tried = hosts.filter(({ host }) => proxy.for(host) !== undefined)
    const failed = tried.flatMap(({ host, result }) =>
      !result.ok && isOfProxy(result.stage, result.code) ? [{ host, ...result }] : [],
    )
    const [first] = failed
    if (!first) return ok(`${place} lets ${tried.length} of ${tried.length} hosts through.`)
    const detail = failed.map(({ host, code, reason }) => `${host}: ${reason} (${code})`)
    const advice =
      first.code === 'HTTP-407'
        ? 'The app sends no password to a proxy: let these hosts through without one.'
        : 'Let the proxy pass these hosts, or correct its address.'
    return failure(`${place} lets ${tried.length - failed.length} of ${tried.length} hosts through.`, {
      detail,
      advice,
    })
  },
})

function isOfProxy(stage: string, code: string): boolean {
  return stage === 'proxy' || stage === 'connect' || (stage === 'resolve' && code !== 'not-recorded')
}
