import { openMarketplaces, proxyFor } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'

export const marketplacesReachable = defineCheck({
  title: 'Sources of marketplaces can be reached',
  group: 'network',
  platforms: EVERYWHERE,
  severity: 'warning',
  only: 'network',
  timeoutMs: 60_000,
  async run({ host }, signal) {
    const { marketplaces } = await openMarketplaces(host, { signal }).list()
    const places = marketplaces.flatMap(({ name, source }) => {
      if (source.kind === 'folder') return []
      const place = placeOf(source.url)
      return place ? [{ marketplace: name, ...place }] : []
    })
    if (places.length === 0) return skipped('No marketplace comes from elsewhere.')
    const failed = []
    for (const { marketplace, name, port, tls } of places) {
      const by = tls ? proxyFor(new URL(`https://${name}:${port}/`), host.env) : undefined
      const proxy = by && { name: by.hostname, port: Number(by.port || 80) }
      const result = await host.connect(name, port, { tls, signal, ...(proxy && { proxy }) })
      if (!result.ok) failed.push(`${marketplace}: ${name}:${port}: ${result.reason} (${result.stage}, ${result.code})`)
    }
    if (failed.length === 0) return ok(`${counted(places.length, 'source')} reached.`)
    return warning(`${failed.length} of ${counted(places.length, 'source')} cannot be reached.`, {
      detail: failed,
      advice: 'Plugins stay as they are; "cowork-mdm marketplace update" fails until the source is reachable.',
    })
  },
})

/** `https://host/…`, `ssh://user@host/…`, `user@host:path`. */
function placeOf(url: string): { name: string; port: number; tls: boolean } | undefined {
  const [, short] = /^[\w.-]+@([\w.-]+):(?!\/)/.exec(url) ?? []
  if (short !== undefined) return { name: short, port: 22, tls: false }
  if (!URL.canParse(url)) return undefined
  const { protocol, hostname, port } = new URL(url)
  if (protocol === 'https:') return { name: hostname, port: Number(port || 443), tls: true }
  if (protocol === 'ssh:') return { name: hostname, port: Number(port || 22), tls: false }
  return protocol === 'http:' ? { name: hostname, port: Number(port || 80), tls: false } : undefined
}
