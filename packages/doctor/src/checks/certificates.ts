import { X509Certificate } from 'node:crypto'
import { CoworkError } from '@cowork-mdm/machine'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'

/** Variables that name a file of certificates to trust, for the app itself, for OpenSSL and for the AWS tools. */
const VARIABLES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'AWS_CA_BUNDLE'] as const
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g
/** A company adds a few certificates; a file with more is what a system trusts as a whole. */
const WHOLE_STORE = 20
const SOON_MS = 30 * 24 * 60 * 60 * 1000

export const certificates = defineCheck({
  title: 'Certificates that the environment adds are there and valid',
  group: 'provider',
  platforms: EVERYWHERE,
  severity: 'error',
  async run({ host }) {
    const named = VARIABLES.flatMap((name) => (host.env[name] ? [{ name, path: host.env[name] }] : []))
    if (named.length === 0) return skipped('The environment names none.')
    const bad: string[] = []
    const soon: string[] = []
    let count = 0
    for (const { name, path } of named) {
      const text = await host.read(path).then(
        (bytes) => bytes.toString('latin1'),
        (cause: unknown) => {
          if (!(cause instanceof CoworkError)) throw cause
          bad.push(`${name}: ${cause.message}`)
          return undefined
        },
      )
      if (text === undefined) continue
      const found = (text.match(PEM) ?? []).flatMap((pem) => parsed(pem) ?? [])
      if (found.length === 0) bad.push(`${name}: expected certificates (PEM) in ${path}, found none.`)
      count += found.length
      // A whole store always has some that have ended; nobody needs those.
      if (found.length >= WHOLE_STORE) continue
      for (const { subject, validToDate } of found) {
        const left = validToDate.getTime() - host.now().getTime()
        const says = `${name}: ${subject.replaceAll('\n', ', ')} ${left < 0 ? 'ended' : 'ends'} on ${validToDate.toISOString().slice(0, 10)}.`
        if (left < SOON_MS) (left < 0 ? bad : soon).push(says)
      }
    }
    const detail = [...bad, ...soon]
    const advice = 'Replace the file by one with certificates that are valid, or remove the variable.'
    if (bad.length > 0) return failure(bad[0]!, { detail, advice })
    if (soon.length > 0) return warning(soon[0]!, { detail, advice })
    return ok(`${counted(count, 'certificate')} read.`)
  },
})

/** Node 20 has the dates of a certificate as text only. */
function parsed(pem: string): { subject: string; validToDate: Date } | undefined {
  try {
    const { subject, validTo } = new X509Certificate(pem)
    return { subject, validToDate: new Date(validTo) }
  } catch {
    return undefined
  }
}
