import { GeneralizedTime, UTCTime, type BaseBlock } from 'asn1js'
import { Certificate, ContentInfo, SignedData, type SignedDataVerifyError, type SignerInfo } from 'pkijs'
import { EncoderError } from '../encoder-error.js'
import { certificateFacts, type CertificateFacts } from './certificate-facts.js'
import { OIDS } from './oids.js'
import { pemBlocks } from './pem.js'

/** What is inside of a signed profile, and who signed it. */
export interface OpenedProfile {
  /** The profile as it was before it was signed. */
  content: Uint8Array
  signatures: SignatureFacts[]
}

export interface SignatureFacts {
  /** The signer's certificate, where it came along. */
  signer?: CertificateFacts
  /** Its issuer, that one's issuer, and so on, as far as they came along. Whether anybody trusts the last one is not known. */
  chain: CertificateFacts[]
  /** As the signer says. */
  signingTime?: Date
  /** The content is what was signed, by the key of the certificate. */
  isIntact: boolean
  /** Empty where there is nothing to complain about. */
  problems: SignatureProblem[]
}

export type SignatureProblemCode =
  | 'certificate-missing'
  | 'digest-mismatch'
  | 'signature-mismatch'
  | 'unknown-algorithm'
  | 'weak-digest'
  | 'expired'
  | 'not-yet-valid'

export interface SignatureProblem {
  code: SignatureProblemCode
  message: string
}

/**
 * Opens a signed profile: DER, BER or PEM. A signature that does not verify is told, not thrown: the content can be read all
 * the same.
 * @param options `now`: when certificates have to be valid; by default at present
 * @throws EncoderError `invalid-signature` where there is no signed content, or nobody signed it
 */
export async function openSigned(bytes: Uint8Array, { now = new Date() }: { now?: Date } = {}): Promise<OpenedProfile> {
  const signed = parseSigned(bytes)
  const { eContent } = signed.encapContentInfo
  if (!eContent) {
    throw new EncoderError('invalid-signature', 'Expected a profile inside of the signature, found a detached one.', {
      hint: 'Sign the profile anew, with its content (openssl cms -sign -nodetach).',
    })
  }
  if (signed.signerInfos.length === 0) {
    throw new EncoderError('invalid-signature', 'Expected a signature of the profile, found none around it.', {
      hint: 'Sign the profile anew: nobody did.',
    })
  }
  const signatures: SignatureFacts[] = []
  for (const [index, info] of signed.signerInfos.entries()) signatures.push(await factsOf(signed, info, index, now))
  return { content: new Uint8Array(eContent.getValue()), signatures }
}

function parseSigned(bytes: Uint8Array): SignedData {
  const [block] = pemBlocks(bytes)
  try {
    const whole = ContentInfo.fromBER((block?.bytes ?? bytes).slice().buffer)
    if (whole.contentType === OIDS.signedData) return new SignedData({ schema: whole.content as BaseBlock })
  } catch (cause) {
    throw notSigned('something else', cause)
  }
  throw notSigned('CMS of another kind')
}

function notSigned(found: string, cause?: unknown): EncoderError {
  return new EncoderError('invalid-signature', `Expected a signed profile (CMS SignedData), found ${found}.`, {
    hint: 'A profile that begins with <?xml is not signed and can be read as it is.',
    ...(cause !== undefined && { cause }),
  })
}

async function factsOf(signed: SignedData, info: SignerInfo, index: number, now: Date): Promise<SignatureFacts> {
  const { certificate, problem } = await verify(signed, index)
  const others = (signed.certificates ?? []).filter((each): each is Certificate => each instanceof Certificate)
  const chain = certificate ? await chainOf(certificate, others) : []
  const signingTime = signingTimeOf(info)
  const dates = (certificate ? [certificate, ...chain] : []).flatMap((each) => validityOf(certificateFacts(each), now))
  return {
    ...(certificate && { signer: certificateFacts(certificate) }),
    chain: chain.map(certificateFacts),
    ...(signingTime && { signingTime }),
    isIntact: problem === undefined,
    problems: [...(problem ? [problem] : []), ...weaknessOf(info), ...dates],
  }
}

interface Verified {
  certificate?: Certificate | null | undefined
  problem?: SignatureProblem
}

/** What the library finds: it throws where it cannot get as far as comparing the signature. */
async function verify(signed: SignedData, signer: number): Promise<Verified> {
  try {
    const outcome = await signed.verify({ signer, checkChain: false, extendedMode: true })
    const certificate = outcome.signerCertificate
    if (outcome.signatureVerified) return { certificate }
    const message = 'The signature was not made with the key of the certificate, or was changed.'
    return { certificate, problem: { code: 'signature-mismatch', message } }
  } catch (error) {
    const { signerCertificate: certificate, message } = error as SignedDataVerifyError
    return { certificate, problem: problemOf(certificate, message) }
  }
}

function problemOf(certificate: Certificate | null | undefined, message: string): SignatureProblem {
  if (!certificate) return { code: 'certificate-missing', message: 'The certificate of the signer is not in the file.' }
  if (message.includes("digest doesn't match"))
    return { code: 'digest-mismatch', message: 'The content was changed after it was signed.' }
  return { code: 'unknown-algorithm', message: 'The signature is of a kind that cannot be verified here.' }
}

/** Other content with the same digest can be made for SHA-1 (SHAttered, 2017). Those before it cannot be verified here. */
function weaknessOf({ digestAlgorithm }: SignerInfo): SignatureProblem[] {
  if (digestAlgorithm.algorithmId !== OIDS.sha1) return []
  return [{ code: 'weak-digest', message: 'The signature is over a SHA-1 digest, which can be forged.' }]
}

/** Issuers of a certificate among those that came along, by name and signature; each once. */
async function chainOf(certificate: Certificate, others: readonly Certificate[]): Promise<Certificate[]> {
  const chain: Certificate[] = []
  for (let last = certificate; !last.issuer.isEqual(last.subject);) {
    const issuer = await findIssuer(last, others)
    if (!issuer || issuer === certificate || chain.includes(issuer)) break
    chain.push(issuer)
    last = issuer
  }
  return chain
}

async function findIssuer(certificate: Certificate, others: readonly Certificate[]): Promise<Certificate | undefined> {
  for (const other of others) {
    if (!other.subject.isEqual(certificate.issuer)) continue
    if (await certificate.verify(other).catch(() => false)) return other
  }
  return undefined
}

function signingTimeOf({ signedAttrs }: SignerInfo): Date | undefined {
  const time: unknown = signedAttrs?.attributes.find(({ type }) => type === OIDS.signingTime)?.values[0]
  return time instanceof UTCTime || time instanceof GeneralizedTime ? time.toDate() : undefined
}

function validityOf({ subject, notBefore, notAfter }: CertificateFacts, now: Date): SignatureProblem[] {
  if (now < notBefore) {
    const message = `The certificate of ${subject} is not valid before ${notBefore.toISOString()}.`
    return [{ code: 'not-yet-valid', message }]
  }
  if (now <= notAfter) return []
  return [{ code: 'expired', message: `The certificate of ${subject} expired at ${notAfter.toISOString()}.` }]
}
