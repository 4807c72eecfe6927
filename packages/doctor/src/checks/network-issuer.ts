import type { TlsFacts } from '@cowork-mdm/machine'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'
import { isPublicIssuer } from '../facts/public-issuers.js'

const SOON_MS = 14 * 24 * 60 * 60 * 1000

export const networkIssuer = defineCheck({
  title: 'Nobody stands between the app and its hosts',
  group: 'network',
  platforms: EVERYWHERE,
  severity: 'error',
  only: 'network',
  timeoutMs: 120_000,
  async run(patient) {
    const { hosts } = await patient.reachability()
    const shown = hosts.flatMap(({ host, port, isOwn, result }) => {
      const tls = result.tls
      return tls ? [{ place: `${host}:${port}`, isOwn, tls, trusted: result.ok }] : []
    })
    if (shown.length === 0) return skipped('No host showed a certificate.')
    const now = patient.host.now().getTime()
    const between = shown.filter(({ isOwn, tls }) => !isOwn && !isPublicIssuer(tls.issuer))
    const dates = shown.filter(({ tls }) => tls.validTo.getTime() - now < SOON_MS)
    const own = shown.filter(({ isOwn, tls }) => isOwn && !isPublicIssuer(tls.issuer))
    const detail = [
      ...between.map(({ place, tls }) => `${place}: ${issuer(tls)}`),
      ...own.map(({ place, tls }) => `${place}: ${issuer(tls)}, which may be your own`),
      ...dates.map(({ place, tls }) => `${place}: valid until ${tls.validTo.toISOString()}`),
    ]
    const refused = between.filter(({ trusted }) => !trusted)
    if (refused.length > 0) {
      return failure(`TLS is intercepted by ${issuer(refused[0]!.tls)}, which this machine does not trust.`, {
        detail,
        advice: 'Add that issuer to what the machine trusts, or except these hosts from inspection.',
      })
    }
    if (between.length > 0) {
      return warning(`TLS is intercepted by ${issuer(between[0]!.tls)}.`, {
        detail,
        advice: 'Whoever intercepts reads prompts and credentials. Except these hosts, if that is not meant.',
      })
    }
    if (dates.length > 0)
      return warning(`${counted(dates.length, 'certificate')} about to end, or ended.`, {
        detail,
        advice: 'Renew them.',
      })
    return ok(`${counted(shown.length, 'certificate')} looked at; public issuers, or your own.`, { detail })
  },
})

function issuer({ issuer: name }: TlsFacts): string {
  return name.replaceAll('\n', ', ')
}
