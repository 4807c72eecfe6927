import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { once } from '../once.js'

/** Organisations that sign under another name than that of their root. */
const UNDER_OTHER_NAMES = [
  "let's encrypt",
  'google trust services',
  'zerossl',
  'cloudflare, inc.',
  'sectigo limited',
  'apple inc.',
  'gandi',
  'trustasia technologies, inc.',
]

/** Organisations whose certificates every system trusts. */
const organisations = once(() => {
  const names = rootCertificates.flatMap((pem) => organisationOf(new X509Certificate(pem).subject) ?? [])
  return new Set([...UNDER_OTHER_NAMES, ...names])
})

/** Whether a certificate's issuer is one that browsers and systems come with. */
export function isPublicIssuer(issuer: string): boolean {
  const name = organisationOf(issuer)
  return name !== undefined && organisations().has(name)
}

/** `O=` of a name, in whatever form it is written; in lower case. */
function organisationOf(name: string): string | undefined {
  return /(?:^|[,\n]\s*)O=("[^"]*"|[^\n]*?)(?=\n|$|,\s*[A-Z]{1,4}=)/
    .exec(name)?.[1]
    ?.replaceAll('"', '')
    .trim()
    .toLowerCase()
}
